"""Sentences of the catalogue in Korean, each found by the English one: `help.<sentence>` of a knob,
`summary.<sentence>` and `claim.<sentence>` of a preset.

So a translation is never shown for a sentence that has changed since: the page falls back on the English.
"""

from __future__ import annotations

SUMMARIES = {
    "The 2014 paper's figure, alive: D tells real from fake, G follows, until D can only guess.": (
        "2014년 논문의 그림이 살아 움직입니다. D가 진짜와 가짜를 가르고 G가 따라가다가, 끝내 D는 추측할 "
        "수밖에 없습니다."
    ),
    "One bell of noise is torn in two: the green curve fills both bells, and D comes back to one half.": (
        "한 덩어리의 잡음이 둘로 갈라집니다. 초록 곡선이 두 종을 채우고, D는 ½로 돌아옵니다."
    ),
    "A sure D and the saturating loss: G gets almost no slope and stays put; untick saturating to free it.": (
        "확신하는 D와 포화 손실: G는 기울기를 거의 받지 못해 제자리에 머뭅니다. 포화를 끄면 풀려납니다."
    ),
    "Eight Gaussians on a ring: the green points find most of them, but not always all.": (
        "고리 위의 가우스 분포 여덟 개: 초록 점은 대부분을 찾지만 늘 전부는 아닙니다."
    ),
    "G gathers on a few of eight modes. Then reset, press Wasserstein and play: it reaches all eight.": (
        "G가 여덟 모드 중 몇 개에만 모입니다. 처음으로 돌아가 바서슈타인을 누르고 재생하면 여덟 개 모두에 "
        "이릅니다."
    ),
    "The data, networks and rates of mode collapse under the Wasserstein loss: all eight modes are found.": (
        "모드 붕괴와 같은 데이터, 신경망, 학습률에 바서슈타인 손실을 쓰면 여덟 모드를 모두 찾습니다."
    ),
    "Most samples stay together and hop from mode to mode: D learns to refuse a place, and G moves on.": (
        "대부분의 표본이 함께 모여 모드에서 모드로 건너뜁니다. D가 한 곳을 거부하도록 배우면 G는 다른 "
        "곳으로 갑니다."
    ),
    "The critic's weights are clipped to ±0.01: it is nearly flat, and G spreads out without finding "
    "a mode.": (
        "비평자의 가중치를 ±0.01로 자릅니다. 비평자는 거의 평평하고, G는 모드를 찾지 못한 채 퍼집니다."
    ),
    "The critic's weights are clipped to ±1 only: its slope reaches the thousands, and G finds few modes.": (
        "비평자의 가중치를 ±1로만 자릅니다. 기울기는 수천에 이르고, G는 모드를 몇 개만 찾습니다."
    ),
    "D is sure of itself before G has moved: its curve turns into a cliff, and G stays where it began.": (
        "G가 움직이기도 전에 D가 확신합니다. D의 곡선은 절벽이 되고, G는 출발한 곳에 머뭅니다."
    ),
    "G runs ahead of D: it shoots past the data, comes back as a needle, and D is too slow to object.": (
        "G가 D를 앞지릅니다. 데이터를 지나쳤다가 바늘처럼 좁아져 돌아오고, D는 느려서 막지 못합니다."
    ),
    "Neither player runs away: G is too wide, then too narrow, and in the end it fits the data.": (
        "어느 쪽도 앞서 달아나지 않습니다. G는 너무 넓었다가 너무 좁아지고, 끝에는 데이터에 맞습니다."
    ),
    "D learns eight training samples by heart: its curve peaks at them and turns down fresh real data.": (
        "D가 학습 표본 여덟 개를 외웁니다. 곡선은 그곳에서 솟고, 새로운 진짜 데이터는 거부합니다."
    ),
    "What a small GAN can do: all eight narrow modes, evenly served and of the right width.": (
        "작은 GAN이 할 수 있는 것: 좁은 모드 여덟 개를 모두, 고르게, 알맞은 폭으로 덮습니다."
    ),
    "Twenty-five modes on a grid: the harder sister of the ring.": (
        "격자 위의 모드 스물다섯 개: 고리보다 어려운 문제입니다."
    ),
}

CLAIMS = {
    "starts far away (JSD of at least 0.2 nats)": "멀리서 출발 (JSD 0.2 nat 이상)",
    "D comes close to its optimum while G is still off": "G가 아직 어긋나 있을 때 D가 최적에 가까워짐",
    "ends with p_g = p_data and D = 1/2": "p_g = p_data, D = 1/2로 끝남",
    "ends in both bells, JSD of at most 0.07 nats": "두 종에서 끝남, JSD 0.07 nat 이하",
    "D ends near one half wherever there is data": "데이터가 있는 곳 어디서나 D가 ½ 근처에서 끝남",
    "G is still where it began and gets almost no push": "G가 출발한 곳에 그대로 있고 거의 밀리지 않음",
    "the non-saturating loss moves it": "비포화 손실이면 움직임",
    "at least six of the eight modes": "여덟 모드 중 여섯 개 이상",
    "Jensen-Shannon ends at four of eight modes or fewer": "젠슨-섀넌은 여덟 모드 중 네 개 이하로 끝남",
    "Wasserstein ends at all eight": "바서슈타인은 여덟 개 모두로 끝남",
    "Jensen-Shannon with the same gradient penalty reaches seven or eight": (
        "같은 기울기 벌점을 쓴 젠슨-섀넌은 일곱 또는 여덟 개에 이름"
    ),
    "all eight modes": "여덟 모드 모두",
    "the favourite mode is another than 20 steps before, at least twenty times": (
        "가장 붐비는 모드가 20 스텝 전과 다른 일이 스무 번 이상"
    ),
    "at the end two of the eight modes at most": "끝에는 여덟 모드 중 많아야 두 개",
    "the critic's steepest slope stays below a thousandth": "비평자의 최대 기울기가 1/1000 이하에 머묾",
    "no mode is found": "모드를 하나도 찾지 못함",
    "the critic's steepest slope is above a thousand": "비평자의 최대 기울기가 1000 이상",
    "half of the eight modes at most": "여덟 모드 중 많아야 절반",
    "G is still far away (Wasserstein-1 of at least 3.5) and D is sure": (
        "G는 아직 멀리 있고(1-바서슈타인 3.5 이상) D는 확신함"
    ),
    "G gets almost no push": "G가 거의 밀리지 않음",
    "p_g is far from p_data (JSD of at least 0.2 nats), yet D is near one half": (
        "p_g가 p_data에서 먼데도(JSD 0.2 nat 이상) D는 ½ 근처"
    ),
    "ends with p_g close to p_data (JSD of at most 0.02 nats) and D near one half": (
        "p_g가 p_data에 가깝고(JSD 0.02 nat 이하) D가 ½ 근처에서 끝남"
    ),
    "D on training data is at least 0.3 above D on held-out data": (
        "학습 데이터의 D가 새 데이터의 D보다 0.3 이상 높음"
    ),
    "with ten thousand training samples the two differ by 0.05 at the most": (
        "학습 표본이 만 개이면 둘의 차이는 0.05 이하"
    ),
    "all 8 modes": "모드 8개 모두",
    "all 25 modes": "모드 25개 모두",
    "at least 95 % of samples within three sigma of a mode": "표본의 95 % 이상이 어떤 모드의 3σ 안",
    "modes of the right width": "모드의 폭이 알맞음",
    "modes evenly served": "모드를 고르게 덮음",
}

DATA = {
    "p_data: what G should learn.": "p_data: G가 배워야 할 분포입니다.",
    "Number of fixed training samples; 0 draws new ones for ever.": (
        "고정된 학습 표본의 수입니다. 0이면 늘 새로 뽑습니다."
    ),
    "Squares along each side of the board.": "판의 한 변에 놓인 칸의 수입니다.",
    "Half the length of the board.": "판의 한 변 길이의 절반입니다.",
    "Standard deviation of the noise around the curve.": "곡선 둘레 잡음의 표준편차입니다.",
    "Radius of both half circles.": "두 반원의 반지름입니다.",
    "Radius of the outer circle.": "바깥 원의 반지름입니다.",
    "Radius of the inner circle as a share of the outer one.": "바깥 원에 대한 안쪽 원의 반지름 비입니다.",
    "Number of arms.": "팔의 수입니다.",
    "How far each arm bends per unit of radius, in radians.": "반지름 1마다 팔이 휘는 각도(라디안)입니다.",
    "Turns that each arm makes.": "각 팔이 도는 횟수입니다.",
    "Turns of the roll.": "롤이 감긴 횟수입니다.",
    "Heights of the curve at equally spaced places from low to high.": (
        "왼쪽 끝에서 오른쪽 끝까지 같은 간격으로 잰 곡선의 높이입니다."
    ),
    "Where the drawing begins.": "그림이 시작하는 곳입니다.",
    "Where the drawing ends.": "그림이 끝나는 곳입니다.",
    "Left edge.": "왼쪽 끝입니다.",
    "Right edge.": "오른쪽 끝입니다.",
    "How fast the tail falls; the mean is 1 / rate.": "꼬리가 줄어드는 빠르기입니다. 평균은 그 역수입니다.",
    "Where the peak stands.": "봉우리의 위치입니다.",
    "Mean distance from the peak.": "봉우리에서 떨어진 평균 거리입니다.",
    "Degrees of freedom: the smaller, the heavier the tails.": "자유도: 작을수록 꼬리가 두껍습니다.",
    "Where the bell stands.": "종의 위치입니다.",
    "Width of the bell, not counting its tails.": "꼬리를 뺀 종의 폭입니다.",
    "Standard deviation of the bell.": "종의 표준편차입니다.",
    "Where the first bell stands.": "첫째 종의 위치입니다.",
    "Where the second bell stands.": "둘째 종의 위치입니다.",
    "Standard deviation of the first bell.": "첫째 종의 표준편차입니다.",
    "Standard deviation of the second bell.": "둘째 종의 표준편차입니다.",
    "Share of the samples that come from the first bell.": "첫째 종에서 나오는 표본의 비율입니다.",
    "Distance between neighbouring bells.": "이웃한 종 사이의 거리입니다.",
    "Standard deviation of each bell.": "각 종의 표준편차입니다.",
    "0: equally likely bells; at 1 the last bell is a hundred times rarer than the first.": (
        "0이면 모든 종의 확률이 같고, 1이면 마지막 종이 첫째보다 백 배 드뭅니다."
    ),
    "Centre of the bump along x.": "봉우리 중심의 x 좌표입니다.",
    "Centre of the bump along y.": "봉우리 중심의 y 좌표입니다.",
    "Standard deviation of the bump along each axis.": "각 축 방향 봉우리의 표준편차입니다.",
    "Number of bumps on the circle.": "원 위에 놓인 봉우리의 수입니다.",
    "Radius of the circle the bumps stand on.": "봉우리가 놓인 원의 반지름입니다.",
    "Standard deviation of each bump.": "각 봉우리의 표준편차입니다.",
    "0: equally likely bumps; at 1 the last bump is a hundred times rarer than the first.": (
        "0이면 모든 봉우리의 확률이 같고, 1이면 마지막 봉우리가 첫째보다 백 배 드뭅니다."
    ),
    "Bumps along each side of the square.": "정사각형의 한 변에 놓인 봉우리의 수입니다.",
    "Distance between neighbouring bumps.": "이웃한 봉우리 사이의 거리입니다.",
    "Number of bumps.": "봉우리의 수입니다.",
    "Distance of the outermost bump from the origin.": "가장 바깥 봉우리와 원점 사이의 거리입니다.",
    "Distance between the two centres.": "두 중심 사이의 거리입니다.",
    "Standard deviation along the long direction.": "긴 방향의 표준편차입니다.",
    "Standard deviation along the short direction.": "짧은 방향의 표준편차입니다.",
    "Share of the samples that come from the upright bump.": "세로로 선 봉우리에서 나오는 표본의 비율입니다.",
    "Where the segment stands along x.": "선분이 서 있는 x 좌표입니다.",
    "Distance between the two segments.": "두 선분 사이의 거리입니다.",
    "Left edge of the sheet.": "종이의 왼쪽 끝입니다.",
    "Right edge of the sheet.": "종이의 오른쪽 끝입니다.",
    "Lower edge of the sheet.": "종이의 아래쪽 끝입니다.",
    "Upper edge of the sheet.": "종이의 위쪽 끝입니다.",
    "32 x 32 cells row by row from below: a letter from a (none) to p (most), and for how many cells it "
    "goes on.": (
        "아래부터 한 줄씩 32 x 32칸: a(없음)에서 p(가장 짙음)까지의 글자와 그것이 이어지는 칸의 수입니다."
    ),
}

MODEL = {
    "Steps of D for each step of G.": "G가 한 번 갱신될 때 D가 갱신되는 횟수입니다.",
    "Real and fake samples in each step.": "스텝마다 쓰는 진짜 표본과 가짜 표본의 수입니다.",
    "Whether G already sees D's new weights.": "G가 D의 새 가중치를 이미 보는지를 정합니다.",
    "What the two players try to minimise.": "두 경기자가 최소화하려는 손실입니다.",
    "What keeps D in bounds; auto is what the objective needs.": (
        "D를 제한하는 방법입니다. auto는 손실이 요구하는 제약입니다."
    ),
    "Let G minimise the bound itself, rather than maximise E_fake T.": (
        "G가 E_fake T를 최대화하는 대신 하한 자체를 최소화합니다."
    ),
    "Let G minimise log(1 - D) itself, rather than maximise log D: weaker where D is sure.": (
        "G가 log D를 최대화하는 대신 log(1 − D) 자체를 최소화합니다. D가 확신하는 곳에서 약합니다."
    ),
    "The value D aims at on real samples; fakes aim at 0.": (
        "진짜 표본에서 D가 목표로 하는 값입니다. 가짜에서는 0입니다."
    ),
    "How strongly the slope of D is held.": "D의 기울기를 얼마나 세게 붙드는지를 정합니다.",
    "The slope that costs nothing.": "벌점이 없는 기울기입니다.",
    "Largest size of a weight of D.": "D의 가중치가 가질 수 있는 가장 큰 크기입니다.",
    "Standard deviation of the noise, in units of the data.": "데이터의 단위로 나타낸 잡음의 표준편차입니다.",
    "How strongly the players are drawn together.": "두 경기자를 얼마나 세게 끌어당기는지를 정합니다.",
    "The distribution of each latent coordinate.": "잠재 공간 각 좌표의 분포입니다.",
    "Number of latent coordinates.": "잠재 공간의 차원입니다.",
    "The kind of network.": "신경망의 종류입니다.",
    "Number of hidden layers.": "은닉층의 수입니다.",
    "Units in each hidden layer.": "은닉층마다 있는 유닛의 수입니다.",
    "Normalisation of the hidden layers (spectral: of every weight matrix).": (
        "은닉층의 정규화입니다(스펙트럴: 모든 가중치 행렬에 적용)."
    ),
    "Show the last layer how much the samples of a batch differ.": (
        "배치의 표본들이 서로 얼마나 다른지를 마지막 층에 알려 줍니다."
    ),
    "Octaves of sine features added to the input; 0 for none.": (
        "입력에 덧붙이는 사인 특징의 옥타브 수입니다. 0이면 없습니다."
    ),
    "Frequency of the first octave, in half-turns a unit.": (
        "첫째 옥타브의 진동수입니다(단위 길이마다 반 바퀴)."
    ),
    "How weights are drawn: PyTorch's uniform, He's normal, or orthogonal.": (
        "가중치를 뽑는 방법: PyTorch의 균등 분포, He의 정규 분포, 또는 직교 행렬."
    ),
    "What each unit computes.": "각 유닛이 계산하는 함수입니다.",
    "Slope on the negative side.": "음수 쪽의 기울기입니다.",
    "How weights follow their gradient.": "가중치가 그래디언트를 따라가는 방법입니다.",
    "Share of the last step that is kept.": "지난 걸음 가운데 유지하는 비율입니다.",
    "Memory of the gradient's size.": "그래디언트의 크기를 기억하는 정도입니다.",
    "Memory of the gradient's direction; 0 turns momentum off.": (
        "그래디언트의 방향을 기억하는 정도입니다. 0이면 모멘텀이 꺼집니다."
    ),
    "Learning rate: the size of each step of the weights.": "학습률: 가중치가 한 번에 움직이는 크기입니다.",
    "Memory of the averaged copy that is shown and measured; 0 shows the live network.": (
        "보여 주고 측정하는 평균 가중치의 기억 정도입니다. 0이면 학습 중인 신경망을 그대로 보여 줍니다."
    ),
    "Step at which the floor is reached; 0 holds for ever.": (
        "최종 학습률에 이르는 스텝입니다. 0이면 계속 유지합니다."
    ),
    "Share of those steps before the rates begin to fall.": (
        "학습률이 줄기 시작하기 전까지의 스텝 비율입니다."
    ),
    "Share of the learning rate that remains in the end.": "끝에 남는 학습률의 비율입니다.",
}

SENTENCES: dict[str, str] = {
    f"{kind}.{english}": korean
    for kind, sentences in (("summary", SUMMARIES), ("claim", CLAIMS), ("help", DATA | MODEL))
    for english, korean in sentences.items()
}
