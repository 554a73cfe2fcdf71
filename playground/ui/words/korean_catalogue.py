"""Names out of the catalogue in Korean: `<catalogue>.<key>.title`, `knob.<name>`, `choice.<key>`,
`metrics.<key>`, and the presets' sentences.

A preset's first sentence says what was seen: whoever changes the English changes this one too.
"""

from __future__ import annotations

PRESETS = {
    "preset.convergence.title": "수렴",
    "preset.convergence.summary": "2014년 논문의 그림이 살아 움직입니다. D가 진짜와 가짜를 가르고 G가 "
    "따라가다가, 끝내 D는 추측할 수밖에 없습니다.",
    "preset.bimodal.title": "두 개의 종",
    "preset.bimodal.summary": "한 덩어리의 잡음이 둘로 갈라집니다. 초록 곡선이 두 종을 채우고, D는 ½로 "
    "돌아옵니다.",
    "preset.vanishing-gradient.title": "기울기 소실",
    "preset.vanishing-gradient.summary": "확신하는 D와 포화 손실: G는 기울기를 거의 받지 못해 제자리에 "
    "머뭅니다. 포화를 끄면 풀려납니다.",
    "preset.ring.title": "고리",
    "preset.ring.summary": "고리 위의 가우스 분포 여덟 개: 초록 점은 대부분을 찾지만 늘 전부는 아닙니다.",
    "preset.mode-collapse.title": "모드 붕괴",
    "preset.mode-collapse.summary": "G가 여덟 모드 중 몇 개에만 모입니다. 처음으로 돌아가 바서슈타인을 "
    "누르고 재생하면 여덟 개 모두에 이릅니다.",
    "preset.wasserstein.title": "바서슈타인",
    "preset.wasserstein.summary": "모드 붕괴와 같은 데이터, 신경망, 학습률에 바서슈타인 손실을 쓰면 여덟 "
    "모드를 모두 찾습니다.",
    "preset.mode-hopping.title": "모드 건너뛰기",
    "preset.mode-hopping.summary": "거의 모든 표본이 함께 모여 모드에서 모드로 건너뜁니다. D가 한 곳을 "
    "거부하도록 배우면 G는 다른 곳으로 갑니다.",
    "preset.clipping-small.title": "너무 좁은 가중치 자르기",
    "preset.clipping-small.summary": "비평자의 가중치를 ±0.01로 자릅니다. 비평자는 거의 평평하고, G는 모드를 "
    "찾지 못한 채 퍼집니다.",
    "preset.clipping-large.title": "너무 넓은 가중치 자르기",
    "preset.clipping-large.summary": "비평자의 가중치를 ±1로만 자릅니다. 기울기는 수천에 이르고, G는 모드를 "
    "몇 개만 찾습니다.",
    "preset.d-too-strong.title": "너무 강한 D",
    "preset.d-too-strong.summary": "G가 움직이기도 전에 D가 확신합니다. D의 곡선은 절벽이 되고, G는 출발한 "
    "곳에 머뭅니다.",
    "preset.g-too-strong.title": "너무 강한 G",
    "preset.g-too-strong.summary": "G가 D를 앞지릅니다. 데이터를 지나쳤다가 바늘처럼 좁아져 돌아오고, D는 "
    "느려서 막지 못합니다.",
    "preset.balanced.title": "균형",
    "preset.balanced.summary": "어느 쪽도 앞서 달아나지 않습니다. G는 너무 넓었다가 너무 좁아지고, 끝에는 "
    "데이터에 맞습니다.",
    "preset.memorise.title": "암기",
    "preset.memorise.summary": "D가 학습 표본 여덟 개를 외웁니다. 곡선은 그곳에서 솟고, 새로운 진짜 데이터는 "
    "거부합니다.",
    "preset.ring-best.title": "고리, 최선의 설정",
    "preset.ring-best.summary": "작은 GAN이 할 수 있는 것: 좁은 모드 여덟 개를 모두, 고르게, 알맞은 폭으로 "
    "덮습니다.",
    "preset.grid-best.title": "격자, 최선의 설정",
    "preset.grid-best.summary": "격자 위의 모드 스물다섯 개: 고리보다 어려운 문제입니다.",
}

DISTRIBUTIONS = {
    "distribution.checkerboard.title": "체스판",
    "distribution.moons.title": "두 반달",
    "distribution.circles.title": "동심원",
    "distribution.pinwheel.title": "바람개비",
    "distribution.spiral.title": "나선",
    "distribution.swiss-roll.title": "스위스 롤",
    "distribution.drawn.title": "손으로 그린 밀도",
    "distribution.uniform.title": "균등 분포",
    "distribution.exponential.title": "지수 분포",
    "distribution.laplace.title": "라플라스 분포",
    "distribution.student-t.title": "스튜던트 t 분포",
    "distribution.gaussian.title": "가우스 분포",
    "distribution.two-gaussians.title": "가우스 두 개",
    "distribution.three-gaussians.title": "가우스 세 개",
    "distribution.gaussian-2d.title": "가우스 분포 (2D)",
    "distribution.ring.title": "고리",
    "distribution.grid.title": "격자",
    "distribution.disjoint-blobs.title": "흩어진 덩어리",
    "distribution.anisotropic-pair.title": "비등방 쌍",
    "distribution.points-1d.title": "점 (1D)",
    "distribution.points-2d.title": "점 (2D)",
    "distribution.thin-line.title": "가는 선분",
    "distribution.parallel-lines.title": "평행한 선분",
    "distribution.drawn-2d.title": "칠한 밀도 (2D)",
    "distribution.picture.title": "그림",
}

LOSSES = {
    "objective.kl.title": "쿨백-라이블러",
    "objective.reverse-kl.title": "역 쿨백-라이블러",
    "objective.pearson.title": "피어슨 χ²",
    "objective.squared-hellinger.title": "제곱 헬링거",
    "objective.hinge.title": "힌지",
    "objective.jensen-shannon.title": "젠슨-섀넌",
    "objective.least-squares.title": "최소제곱",
    "objective.relativistic.title": "상대론적 짝짓기",
    "objective.wasserstein.title": "바서슈타인",
    "constraint.auto.title": "손실이 요구하는 것",
    "constraint.r1.title": "R1",
    "constraint.r2.title": "R2",
    "constraint.gradient-penalty.title": "기울기 벌점",
    "constraint.one-sided-penalty.title": "단측 기울기 벌점",
    "constraint.clipping.title": "가중치 자르기",
    "constraint.instance-noise.title": "입력 잡음",
    "constraint.consensus.title": "합의",
}

NETWORKS = {
    "prior.gaussian.title": "가우스 분포",
    "prior.uniform.title": "균등 분포",
    "network.mlp.title": "다층 퍼셉트론",
    # Known by their names everywhere, and quoted by them in the notes of the flow diagram.
    "activation.relu.title": "ReLU",
    "activation.leaky-relu.title": "Leaky ReLU",
    "activation.tanh.title": "tanh",
    "activation.elu.title": "ELU",
    "activation.softplus.title": "Softplus",
    "activation.silu.title": "SiLU",
    "activation.sigmoid.title": "Sigmoid",
    "optimizer.sgd.title": "SGD",
    "optimizer.momentum.title": "Momentum",
    "optimizer.rmsprop.title": "RMSProp",
    "optimizer.adam.title": "Adam",
    "choice.none": "없음",
    "choice.batch": "배치",
    "choice.layer": "층",
    "choice.spectral": "스펙트럴",
    "choice.uniform": "균등",
    "choice.orthogonal": "직교",
    "choice.alternating": "번갈아",
    "choice.simultaneous": "동시에",
}

KNOBS = {
    "knob.activation": "활성화 함수",
    "knob.arms": "팔의 수",
    "knob.centre": "중심",
    "knob.count": "개수",
    "knob.decay": "감쇠율",
    "knob.depth": "은닉층 수",
    "knob.gap": "간격",
    "knob.heights": "높이",
    "knob.high": "오른쪽 끝",
    "knob.imbalance": "불균형",
    "knob.left_mean": "왼쪽 평균",
    "knob.left_weight": "왼쪽 비중",
    "knob.left_width": "왼쪽 폭",
    "knob.limit": "한계",
    "knob.location": "위치",
    "knob.long": "긴 축",
    "knob.low": "왼쪽 끝",
    "knob.mean": "평균",
    "knob.momentum": "모멘텀",
    "knob.network": "신경망",
    "knob.noise": "잡음",
    "knob.optimizer": "최적화 방법",
    "knob.paint": "칠",
    "knob.radius": "반지름",
    "knob.rate": "감쇠 속도",
    "knob.ratio": "반지름 비",
    "knob.right_mean": "오른쪽 평균",
    "knob.right_width": "오른쪽 폭",
    "knob.scale": "척도",
    "knob.separation": "중심 사이 거리",
    "knob.short": "짧은 축",
    "knob.side": "한 변의 수",
    "knob.slope": "기울기",
    "knob.spacing": "간격",
    "knob.spread": "퍼진 정도",
    "knob.target": "목표값",
    "knob.turns": "회전 수",
    "knob.twist": "비틀림",
    "knob.weight": "세기",
    "knob.width": "폭",
    "knob.x": "x",
    "knob.x_high": "x의 끝",
    "knob.x_low": "x의 시작",
    "knob.y": "y",
    "knob.y_high": "y의 끝",
    "knob.y_low": "y의 시작",
}

METRICS = {
    "metrics.favourite": "가장 붐비는 모드",
    "metrics.kl": "KL(데이터‖생성자)",
    "metrics.reverse_kl": "KL(생성자‖데이터)",
    "metrics.tv": "총변동 거리",
    "metrics.d_train": "학습 데이터의 D",
    "metrics.d_heldout": "새 데이터의 D",
    "metrics.modes_published": "모드 (논문 기준)",
    "metrics.width_ratio": "폭의 비",
    "metrics.mode_kl": "모드의 KL",
    "metrics.d_half_gap": "max |D − ½|",
    "metrics.value": "V(D, G)",
    "metrics.value_optimal": "V(D*, G)",
    "metrics.d_overfit": "D의 과적합",
    "metrics.gradient": "가짜를 미는 힘",
    "metrics.lipschitz": "D의 최대 기울기",
}

NAMES: dict[str, str] = PRESETS | DISTRIBUTIONS | LOSSES | NETWORKS | KNOBS | METRICS
