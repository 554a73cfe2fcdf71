// The pictures of a run, by the key under which the engine knows them.

import { ClassRows } from "./class-rows.js";
import { Codes } from "./codes.js";
import { Labels } from "./labels.js";
import { Line } from "./line.js";
import { Mixture, MixtureLine } from "./mixture.js";
import { Plane } from "./plane.js";
import { Tiles } from "./tiles.js";
import { Translation } from "./translation.js";
import { TranslationTiles } from "./translation-tiles.js";

export const PICTURES = {
  line: Line,
  plane: Plane,
  tiles: Tiles,
  mixture: Mixture,
  "mixture-line": MixtureLine,
  translation: Translation,
  "translation-tiles": TranslationTiles,
  labels: Labels,
  "class-rows": ClassRows,
  codes: Codes,
};
