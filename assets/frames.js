// Decodes the binary frame: u32 header length, JSON header, 8-byte aligned raw arrays.

const VIEWS = { uint8: Uint8Array, int16: Int16Array, int32: Int32Array, float32: Float32Array };
const MISSING = -32768;

/** Returns { header, arrays }; points come as Float32Array, levels stay bytes with their range. */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const entry of header.arrays) {
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const raw = new VIEWS[entry.kind](buffer, 4 + length + entry.at, count);
    arrays[entry.name] = { ...entry, values: "centre" in entry ? unpackPoints(raw, entry) : raw };
  }
  return { header, arrays };
}

function unpackPoints(raw, { centre, scale }) {
  const values = new Float32Array(raw.length);
  const axes = centre.length;
  for (let i = 0; i < raw.length; i++) {
    const axis = i % axes;
    values[i] = raw[i] === MISSING ? NaN : centre[axis] + raw[i] * scale[axis];
  }
  return values;
}
