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
    "An autoencoder whose codes must pass for draws of a prior: so that one can draw from it.": (
        "코드가 사전 분포의 표본으로 통해야 하는 오토인코더입니다. 그래서 사전 분포에서 뽑아 쓸 수 있습니다."
    ),
    "Both players are told the label y: G makes x for it, and D judges whether x is real and fits y.": (
        "두 선수 모두 레이블 y를 듣습니다. G는 그에 맞는 x를 만들고, D는 x가 진짜이며 y에 맞는지 판별합니다."
    ),
    "Each digit becomes two numbers, and an adversary pulls all of them into a bell.": (
        "숫자마다 수 두 개가 되고, 적이 그것을 모두 종 모양으로 끌어들입니다."
    ),
    "The same with another prior, ten petals around an empty middle: draws are all that the adversary "
    "needs.": (
        "사전 분포가 다른 같은 모형입니다. 빈 가운데를 둘러싼 꽃잎 열 장이며, 적에게는 표본만 있으면 됩니다."
    ),
    "The same without an adversary: more comes back of the digits, and the codes keep no shape.": (
        "적이 없는 같은 모형입니다. 숫자는 더 잘 되돌아오지만, 코드는 정해진 모양을 이루지 않습니다."
    ),
    "Each of eight modes is asked for by its label, and comes: pick one, and the same noise goes there.": (
        "여덟 모드를 저마다 레이블로 요청하면 그대로 나옵니다. 하나를 고르면 같은 잡음이 그리로 갑니다."
    ),
    "Twenty-five modes, each with its label: what a plain GAN is apt to miss has only to be asked for.": (
        "레이블이 붙은 모드 스물다섯 개: 보통의 GAN이 놓치기 쉬운 것도 요청하기만 하면 됩니다."
    ),
    "Write me a seven: a row for each digit, and in each column the same noise, so the same hand.": (
        "7을 써 보라고 하십시오. 숫자마다 한 줄이고, 열마다 잡음이 같아 필체도 비슷합니다."
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
    "Digits form out of grey within a minute: strokes first, then shapes, then one digit after the other.": (
        "1분 안에 회색에서 숫자가 나타납니다. 먼저 획, 다음에 모양, 그리고 숫자가 하나씩 나옵니다."
    ),
    "G forgets digits and draws mostly ones. Then reset, press Wasserstein and play: all ten come up.": (
        "G가 숫자를 잊고 거의 1만 그립니다. 처음으로 돌아가 바서슈타인을 누르고 재생하면 열 개가 모두 "
        "나옵니다."
    ),
    "Eight Gaussians fitted to eight: from random points EM gets stuck, two sharing what is due to one.": (
        "가우스 여덟 개를 여덟 개에 맞춥니다. 무작위 점에서 출발하면 둘이 하나의 몫을 나누며 막힙니다."
    ),
    "Two Gaussians for two moons: an ellipse cannot bend, and EM comes to rest far from the data.": (
        "반달 둘에 가우스 둘입니다. 타원은 휘지 못하고, 데이터에서 먼 곳에 멈춥니다."
    ),
    "Moons to spirals and back, unpaired: both maps arrive, and a whole cycle brings every point back.": (
        "반달에서 나선으로, 다시 반달로, 짝 없이 배웁니다. 두 사상 모두 닿고, 한 바퀴를 돌면 점마다 "
        "제자리로 옵니다."
    ),
    "The same two games without the cycle loss: each map arrives, but mostly they do not undo each other.": (
        "순환 손실 없는 같은 두 게임입니다. 사상마다 닿기는 하지만, 대개 서로를 되돌리지 못합니다."
    ),
    "Two networks play against each other: G turns noise into samples, D tells them from real ones.": (
        "두 신경망이 겨룹니다. G는 잡음을 표본으로 바꾸고, D는 그것을 진짜와 구별합니다."
    ),
    "Data in a few oval groups, where a density that can be written down is wanted.": (
        "밀도를 식으로 적고 싶은, 타원 모양의 무리 몇 개로 된 데이터에 씁니다."
    ),
    "Samples of what no density can be written down for: they only have to pass for real.": (
        "밀도를 식으로 적을 수 없는 것의 표본을 만들 때 씁니다. 진짜로 통하기만 하면 됩니다."
    ),
    "Few numbers that stand for much, and that one can draw: a map of all the handwriting in a set.": (
        "많은 것을 대신하는 몇 안 되는 수를 얻고, 그 수를 뽑아 쓸 때 씁니다. 이를테면 모든 필체의 지도입니다."
    ),
    "Samples that are asked for by their label: this digit, that mode.": (
        "이 숫자, 저 모드처럼 레이블로 요청하는 표본에 씁니다."
    ),
    "Carrying samples of one kind over into another where nobody has paired them: horses and zebras.": (
        "말과 얼룩말처럼 아무도 짝지어 놓지 않은 두 종류 사이에서 표본을 옮길 때 씁니다."
    ),
    "Plain digits to striped ones and back, unpaired: the horse and the zebra of 28 x 28 pixels.": (
        "민무늬 숫자에서 줄무늬 숫자로, 다시 민무늬로, 짝 없이 배웁니다. 28 x 28 화소의 말과 얼룩말입니다."
    ),
    "Two maps, G from X to Y and F back, learnt from two unpaired sets: a GAN each way, and a cycle.": (
        "X에서 Y로 가는 G와 돌아오는 F를 짝 없는 두 집합에서 배웁니다. 방향마다 GAN 하나에 순환을 더합니다."
    ),
    "A sum of Gaussians: each point is shared out among them, then each moves to where its shares lie.": (
        "가우스의 합입니다. 점마다 가우스들에게 나누어 맡기고, 가우스마다 제 몫이 있는 곳으로 옮깁니다."
    ),
}

CLAIMS = {
    "codes within three times the floor of the bell: a sliced W1 of at most 0.099": (
        "코드가 종에서 바닥값의 세 배 안쪽: 슬라이스 W1 0.099 이하"
    ),
    "within 25 % of the plain autoencoder's squared error after as much time: at most 0.185": (
        "같은 시간 학습한 보통 오토인코더의 제곱 오차보다 25 % 안쪽: 0.185 이하"
    ),
    "codes within four times the floor of the petals: a sliced W1 of at most 0.119": (
        "코드가 꽃잎에서 바닥값의 네 배 안쪽: 슬라이스 W1 0.119 이하"
    ),
    "a squared error of at most 0.2": "제곱 오차 0.2 이하",
    "codes ten times the floor from the prior or more: a sliced W1 of at least 0.33": (
        "코드가 사전 분포에서 바닥값의 열 배 이상 떨어짐: 슬라이스 W1 0.33 이상"
    ),
    "label accuracy of at least 90 %": "레이블 정확도 90 % 이상",
    "digits of a label differ at least half as much as real ones": (
        "한 레이블의 숫자들이 진짜의 절반 이상으로 서로 다름"
    ),
    "classes evenly served: a KL of at most 0.01 nats": "클래스가 고르게 나옴: KL 0.01 nat 이하",
    "a squared error of at most 0.16": "제곱 오차 0.16 이하",
    "starts far away (JSD of at least 0.2 nats)": "멀리서 출발 (JSD 0.2 nat 이상)",
    "D comes close to its optimum while G is still off": "G가 아직 어긋나 있을 때 D가 최적에 가까워짐",
    "ends with p_g = p_data and D = 1/2": "p_g = p_data, D = 1/2로 끝남",
    "ends in both bells, JSD of at most 0.07 nats": "두 종에서 끝남, JSD 0.07 nat 이하",
    "D ends near one half wherever there is data": "데이터가 있는 곳 어디서나 D가 ½ 근처에서 끝남",
    "G is still where it began and gets almost no push": "G가 출발한 곳에 그대로 있고 거의 밀리지 않음",
    "the non-saturating loss moves it": "비포화 손실이면 움직임",
    "at least six of the eight modes": "여덟 모드 중 여섯 개 이상",
    "Jensen-Shannon has gathered on four modes or fewer after 600 steps": (
        "젠슨-섀넌은 600 스텝 뒤에 네 개 이하의 모드에 모여 있음"
    ),
    "Jensen-Shannon ends at four of eight modes or fewer": "젠슨-섀넌은 여덟 모드 중 네 개 이하로 끝남",
    "Jensen-Shannon ends at five of ten digits or fewer": ("젠슨-섀넌은 열 개 숫자 중 다섯 개 이하로 끝남"),
    "Wasserstein ends at nine digits or ten": "바서슈타인은 숫자 아홉 또는 열 개로 끝남",
    "Jensen-Shannon with the same gradient penalty ends at eight digits or fewer": (
        "같은 기울기 벌점을 쓴 젠슨-섀넌은 숫자 여덟 개 이하로 끝남"
    ),
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
    "all ten digits come up": "숫자 열 가지가 모두 나옴",
    "modes evenly served": "모드를 고르게 덮음",
    "label accuracy of at least 98 %, and modes of the right width": (
        "레이블 정확도 98 % 이상이고 모드의 폭이 알맞음"
    ),
    "modes evenly served: a KL of at most 0.002 nats": "모드를 고르게 덮음: KL 0.002 nat 이하",
    "samples of a label differ as much as real ones, give or take 30 %": (
        "같은 레이블의 표본이 서로 다른 정도가 진짜와 30 % 안에서 같음"
    ),
    "under the plain GAN's loss and momentum as accurate, and at most 60 % as varied": (
        "보통 GAN의 손실과 모멘텀으로는 정확도는 같고 다양성은 60 % 이하"
    ),
    "label accuracy of at least 97 %": "레이블 정확도 97 % 이상",
    "diversity within a label of at least 70 % of the real one": "레이블 안의 다양성이 진짜의 70 % 이상",
    "from random points at most six of the eight modes": "무작위 점에서는 여덟 모드 중 여섯 이하",
    "from k-means all eight": "k-평균에서는 여덟 모두",
    "with 100 training points the KL by fresh points is at least 0.1 nats": (
        "학습 점이 100개이면 새 점의 KL이 0.1 nat 이상"
    ),
    "with 1,000 it is between 0.01 and 0.05 nats": "1,000개이면 0.01–0.05 nat",
    "with 10,000 it is at most 0.005 nats": "10,000개이면 0.005 nat 이하",
    "a cycle misses by at most 5 % of the data's spread": "순환은 데이터 퍼짐의 5 % 이하만 빗나감",
    "W1 within twice its floor, both ways": "두 방향 모두 W1이 하한의 두 배 이하",
    "at least 80 % in the target domain, both ways": "두 방향 모두 80 % 이상이 목표 영역 안",
    "at least 90 % judged in the target domain, both ways": "두 방향 모두 90 % 이상이 목표 쪽으로 판정됨",
    "at least 85 % keep their label, both ways": "두 방향 모두 85 % 이상이 레이블을 지킴",
    "a cycle misses by at most 30 % of the pixels' spread": "순환은 화소 퍼짐의 30 % 이하만 빗나감",
    "in most seeds a cycle misses by at least half of the data's spread": (
        "대부분의 시드에서 순환은 데이터 퍼짐의 절반 이상 빗나감"
    ),
    "and in all by more than with the cycle loss": "모든 시드에서 순환 손실이 있을 때보다 더 빗나감",
    "two Gaussians end at a JSD of at least 0.28 nats": "가우스 둘은 JSD 0.28 nat 이상에 머묾",
    "eight end between 0.03 and 0.07 nats": "여덟은 0.03–0.07 nat에 이름",
}

DATA = {
    "p_data: what G should learn.": "p_data: G가 배워야 할 분포입니다.",
    "p_data: what the mixture should match.": "p_data: 혼합이 맞추어야 할 분포입니다.",
    "X: what G starts from and F should reach.": "X: G가 출발하고 F가 닿아야 할 분포입니다.",
    "Y: what G should reach and F starts from.": "Y: G가 닿아야 하고 F가 출발하는 분포입니다.",
    "What both pairs of players try to minimise.": "두 쌍의 경기자가 최소화하려는 것입니다.",
    "What keeps both discriminators in bounds; auto is what the objective needs.": (
        "두 판별자를 제한하는 방법입니다. auto는 손실에 필요한 것을 뜻합니다."
    ),
    "Weight of the cycle loss: how far F(G(x)) is from x and G(F(y)) from y.": (
        "순환 손실의 세기: F(G(x))가 x에서, G(F(y))가 y에서 벗어난 정도에 곱합니다."
    ),
    "Weight of the identity loss: how far G moves what is in Y already, and F in X.": (
        "항등 손실의 세기: 이미 Y에 있는 점을 G가, X에 있는 점을 F가 옮기는 정도에 곱합니다."
    ),
    "Steps of the discriminators for each step of the maps.": (
        "두 사상의 한 스텝마다 판별자들이 움직이는 횟수입니다."
    ),
    "Samples of X and of Y in each step.": "스텝마다 X와 Y에서 뽑는 표본의 수입니다.",
    "Number of fixed training samples, all of them seen at each step.": (
        "고정된 학습 표본의 수입니다. 스텝마다 모두 봅니다."
    ),
    "Number of Gaussians.": "가우스의 수입니다.",
    "Shape of the Gaussians: any, one for all, along the axes, or round.": (
        "가우스의 모양: 자유, 모두 같게, 축 방향, 둥글게 중 하나입니다."
    ),
    "Where they begin: on clusters of the data, or wide around random points.": (
        "출발하는 곳: 데이터의 군집, 또는 무작위 점 둘레의 넓은 가우스입니다."
    ),
    "Added to every variance in the M step; keeps Gaussians from collapsing.": (
        "M 단계에서 모든 분산에 더합니다. 가우스가 무너지지 않게 합니다."
    ),
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
    "Degrees by which the bumps are turned about the centre.": (
        "봉우리를 가운데를 축으로 돌린 각도입니다(도)."
    ),
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
    "Samples that D judges together (PacGAN). Of one place alone it then says nothing: no map of D.": (
        "D가 함께 판단하는 표본의 수입니다. 여럿이면 한 곳만 두고는 아무 말도 하지 않으므로 "
        "D의 지도는 없습니다."
    ),
    "Steps of D that G looks ahead (unrolled GAN).": "G가 내다보는 D 스텝의 수입니다(펼친 GAN).",
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
    "The distribution of the latents.": "잠재 벡터의 분포입니다.",
    "Number of Gaussians.": "가우스 분포의 수입니다.",
    "Distance of their middles from the centre.": "중심에서 각 가우스 분포 한가운데까지의 거리입니다.",
    "Standard deviation outwards.": "바깥쪽 방향의 표준편차입니다.",
    "Standard deviation across.": "그에 직각인 방향의 표준편차입니다.",
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
    "End in tanh, whose range is that of pictures: for a G that makes some.": (
        "그림의 값 범위와 같은 tanh로 끝냅니다. 그림을 만드는 G에 쓰는 설정입니다."
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
    "Channels: 16 and 32, 32 and 64, 64 and 128, or 128 and 256.": (
        "채널 수는 16과 32, 32와 64, 64와 128, 또는 128과 256입니다."
    ),
    "Normalisation between the layers, which a sum with the input hardly needs.": (
        "층 사이의 정규화입니다. 입력을 더하는 망에는 거의 필요하지 않습니다."
    ),
    "Whether the change ends in tanh, and so is at most half of a pixel's range.": (
        "변화가 tanh로 끝나는지 여부입니다. 그러면 변화는 화소 범위의 절반을 넘지 못합니다."
    ),
    "Which digits: MNIST, or the embedded ones.": (
        "어떤 숫자를 바꿀지 고릅니다. MNIST이거나 함께 딸려 오는 숫자입니다."
    ),
    "Guideline 1 of the paper: strided convolutions, so that both networks learn how to resample. "
    "Pooling keeps the largest of four pixels in D, and repeats pixels in G.": (
        "논문의 지침 1: 스트라이드 합성곱을 써서 두 신경망이 크기 바꾸는 법을 스스로 배우게 합니다. 풀링은 "
        "D에서 네 화소 중 가장 큰 것만 남기고, G에서는 화소를 되풀이합니다."
    ),
    "Guideline 2 of the paper: batch normalisation in both networks, but not next to the image. "
    "Without it, the paper found, G collapses to one point.": (
        "논문의 지침 2: 그림 바로 옆을 뺀 두 신경망 모두에 배치 정규화를 씁니다. 논문에 따르면 이것이 없으면 "
        "G가 한 점으로 무너집니다."
    ),
    "Guideline 3 of the paper: no fully connected hidden layers. True puts one at the far end.": (
        "논문의 지침 3: 완전 연결 은닉층을 두지 않습니다. 켜면 그림에서 가장 먼 쪽에 하나를 둡니다."
    ),
    "Guidelines 4 and 5 of the paper: ReLU in G, leaky ReLU in D. Or one of your choice.": (
        "논문의 지침 4와 5: G에는 ReLU, D에는 Leaky ReLU를 씁니다. 다른 함수를 고를 수도 있습니다."
    ),
    "Guideline 4 of the paper: G ends in tanh, whose range is the data's. D ends in a plain number.": (
        "논문의 지침 4: G는 데이터와 범위가 같은 tanh로 끝납니다. D는 아무것도 거치지 않은 수로 끝납니다."
    ),
    "How weights are drawn: with standard deviation 0.02 as in the paper, or He's normal.": (
        "가중치를 뽑는 방법: 논문처럼 표준편차가 0.02인 정규 분포, 또는 He의 정규 분포입니다."
    ),
    "Format of the numbers inside; auto is bfloat16 where the machine has it. Weights stay in full.": (
        "계산에 쓰는 수의 형식입니다. 자동은 기계가 할 수 있으면 16비트입니다. 가중치는 늘 32비트입니다."
    ),
    "Share of D's hidden units left out in each pass; two fifths of inputs.": (
        "계산할 때마다 빼놓는 D의 은닉 유닛의 비율입니다. 입력은 그 5분의 2만큼 빼놓습니다."
    ),
    "What each unit computes.": "각 유닛이 계산하는 함수입니다.",
    "Slope on the negative side.": "음수 쪽의 기울기입니다.",
    "Whether the codes must pass for the prior; off: a plain autoencoder.": (
        "코드가 사전 분포의 표본으로 통해야 하는지 정합니다. 끄면 보통의 오토인코더입니다."
    ),
    "p_data: what is encoded and decoded.": "p_data: 부호화하고 복호화할 대상입니다.",
    "The distribution that the codes are to have.": "코드가 따라야 할 분포입니다.",
    "Numbers in a code; with two of them the plane shows all.": (
        "코드 하나를 이루는 수의 개수입니다. 둘이면 평면에 모두 보입니다."
    ),
    "Learning rate against the discriminator: the weight of the adversary. In the reconstruction the "
    "encoder goes at the decoder's rate.": (
        "판별자를 상대할 때의 학습률, 곧 적의 세기입니다. 복원할 때 부호화기는 복호화기의 학습률을 따릅니다."
    ),
    "What encoder and discriminator try to minimise.": "부호화기와 판별자가 줄이려는 값입니다.",
    "What keeps the discriminator in bounds; auto is what the objective needs.": (
        "판별자를 묶어 두는 것입니다. auto는 손실에 맞는 제약입니다."
    ),
    "Steps of the discriminator for each step of the encoder.": (
        "부호화기가 한 번 움직일 때 판별자의 스텝 수입니다."
    ),
    "Samples in each step, and as many draws of the prior.": (
        "스텝마다 쓰는 표본의 수이며, 사전 분포에서도 그만큼 뽑습니다."
    ),
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
