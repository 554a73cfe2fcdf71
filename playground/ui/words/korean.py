"""The words of the page in Korean, by the keys of the English ones; and those of the catalogue.

Labels are nouns, sentences end in -ㅂ니다. No particle follows a placeholder that could ask for another
form of it.
"""

from __future__ import annotations

from playground.ui.words.korean_catalogue import NAMES
from playground.ui.words.korean_complaints import COMPLAINTS
from playground.ui.words.korean_sentences import SENTENCES

PAGE: dict[str, str] = {
    "title": "GAN 놀이터",
    "tagline": "두 신경망의 게임: 생성자가 분포를 배우는 과정을 지켜봅니다.",
    "theme": "밝게 / 어둡게",
    # Transport
    "transport.play": "재생",
    "transport.pause": "일시정지",
    "transport.step_d": "D",
    "transport.step_g": "G",
    "transport.step_third": "3",
    "transport.step_both": "D + G",
    "transport.rewind": "뒤로",
    "transport.reset": "처음으로",
    "transport.play.help": "재생 또는 일시정지 (스페이스)",
    "transport.step_d.help": "D만 한 번 갱신 (D)",
    "transport.step_g.help": "G만 한 번 갱신 (G)",
    "transport.step_third.help": "세 번째 반스텝만",
    "transport.step_both.help": "한 번의 반복 전체 (S)",
    "transport.step.expectation": "E",
    "transport.step.maximisation": "M",
    "transport.step.expectation-maximisation": "E + M",
    "transport.step.expectation.help": "E 단계만: 점을 나누어 맡깁니다 (D)",
    "transport.step.maximisation.help": "M 단계만: 가우스가 움직입니다 (G)",
    "transport.step.expectation-maximisation.help": "한 번의 반복 전체 (S)",
    "transport.step.reconstruction": "q, p",
    "transport.step.discrimination": "D",
    "transport.step.deception": "q",
    "transport.step.reconstruction-discrimination-deception": "모두",
    "transport.step.reconstruction.help": "복원만 한 번: 부호화기와 복호화기 (D)",
    "transport.step.discrimination.help": "판별자만 한 번 갱신합니다 (G)",
    "transport.step.deception.help": "판별자를 상대로 부호화기만 한 번 갱신합니다",
    "transport.step.reconstruction-discrimination-deception.help": "한 번의 반복 전체 (S)",
    "transport.step.discriminators": "D",
    "transport.step.generators": "G, F",
    "transport.step.discriminators-generators": "모두",
    "transport.step.discriminators.help": "두 판별자만 한 번 갱신합니다 (D)",
    "transport.step.generators.help": "두 사상만 한 번 갱신합니다 (G)",
    "transport.step.discriminators-generators.help": "한 번의 반복 전체 (S)",
    "transport.rewind.help": "이전 순간으로 (B)",
    "transport.reset.help": "같은 출발점으로 (R)",
    "speed.label": "속도",
    "speed.slow": "느리게",
    "speed.quarter": "¼",
    "speed.story": "1×",
    "speed.fast": "4×",
    "speed.full": "최대",
    "objective.label": "손실",
    "objective.more": "더 보기",
    "seed.label": "시드",
    "seed.new": "새 시드",
    "presets.label": "프리셋",
    "presets.measured": "시드 {n}개 중 {met}개에서 확인",
    "presets.trained": "학습된 상태로 시작",
    "presets.trained.help": "학습된 상태로 시작: 이미 학습된 네트워크에서 이어서 학습합니다",
    "presets.claim": "{claim}: 시드 {n}개 중 {met}개",
    # The flow diagram: titles of its boxes, and what they tell of themselves
    "flow.label": "모형의 구조: 부분을 고르면 설정이 나타납니다",
    "flow.locked": "이 반스텝에서는 고정",
    "flow.model": "모형",
    "flow.noise": "잡음",
    "flow.generator": "생성자",
    "flow.samples": "가짜 표본",
    "flow.data": "데이터",
    "flow.discriminator": "판별자",
    "flow.critic": "비평자",
    "flow.sigmoid": "시그모이드",
    "flow.loss": "손실",
    "flow.training": "학습",
    "flow.expectation": "E 단계",
    "flow.maximisation": "M 단계",
    "flow.mixture": "혼합",
    "flow.condition": "레이블",
    "flow.cycle": "순환",
    "flow.judges": "판별자들",
    "flow.encoder": "부호화기",
    "flow.decoder": "복호화기",
    "flow.error": "제곱 오차",
    "flow.prior": "사전 분포",
    "note.idle": "꺼짐",
    "note.cycle": "순환 × {weight}",
    "note.identity": "항등 × {weight}",
    "note.twin": "다른 쪽과 같은 설정",
    "note.network.residual": "x + {depth} × {width}",
    "note.network.mlp": "{depth} × {width} {activation}",
    "note.linear": "선형",
    "note.norm": "{norm} 정규화",
    "note.learning": "{optimizer} {lr}",
    "note.average": "EMA",
    "note.dimensions": "{count}차원",
    "note.modes": "모드 {count}개",
    "note.sample": "점 {count}개",
    "note.k": "k = {k}",
    "note.constraint.r1": "R1 {weight}",
    "note.constraint.r2": "R2 {weight}",
    "note.constraint.gradient-penalty": "기울기 벌점 {weight}",
    "note.constraint.one-sided-penalty": "단측 벌점 {weight}",
    "note.constraint.clipping": "자르기 ±{limit}",
    "note.constraint.instance-noise": "입력 잡음 {sigma}",
    "note.constraint.consensus": "합의 {weight}",
    "note.constraints": "제약 {count}개",
    "note.saturating": "포화",
    "note.non-saturating": "비포화",
    "note.batch": "배치 {batch}",
    "note.simultaneous": "동시 갱신",
    "note.schedule": "{steps}까지 감쇠",
    "note.shares": "점마다의 몫",
    "note.moments": "가중 평균과 공분산",
    "note.regularisation": "분산 + {size}",
    "note.components": "가우스 {count}개",
    "note.covariance": "모양: {kind}",
    "note.init": "출발: {init}",
    "note.labels": "레이블 {count}개",
    # The knobs behind the boxes
    "knobs.close": "닫기",
    "knobs.restart": "바꾸면 처음부터 다시 시작하는 설정",
    "knobs.of": "{owner}: {name}",
    "knob.batch": "배치 크기",
    "knob.beta1": "β₁",
    "knob.beta2": "β₂",
    "knob.constraint": "D에 대한 제약",
    "knob.dim": "차원 수",
    "knob.distribution": "x의 분포",
    "knob.ema": "가중치 평균",
    "knob.floor": "학습률의 최종 비율",
    "knob.fourier": "푸리에 특징",
    "knob.fourier_scale": "푸리에 진동수",
    "knob.half": "절반 길이",
    "knob.components": "가우스의 수",
    "knob.covariance": "가우스의 모양",
    "knob.family": "모형",
    "knob.init": "출발점",
    "knob.regularisation": "더하는 분산",
    "knob.hold": "감쇠 전 유지 비율",
    "knob.trained": "학습된 시작",
    "knob.k": "G 1스텝당 D 스텝 수",
    "knob.pack": "한 묶음의 표본 수",
    "knob.unrolled": "G가 내다보는 D 스텝 수",
    "knob.kind": "z의 분포",
    "knob.lr": "학습률",
    "knob.minibatch_std": "미니배치 표준편차",
    "knob.norm": "정규화",
    "knob.nu": "자유도 ν",
    "knob.objective": "손실",
    "knob.saturating": "G의 포화 손실",
    "knob.sigma": "잡음 σ",
    "knob.size": "학습 표본 수",
    "knob.start": "가중치 초기화",
    "knob.steps": "감쇠 종료 스텝",
    "knob.theta": "위치 θ",
    "knob.updates": "갱신 순서",
    "choice.he": "He",
    "choice.full": "자유",
    "choice.tied": "모두 같게",
    "choice.diag": "축 방향",
    "choice.spherical": "둥글게",
    "choice.kmeans": "k-평균",
    "choice.points": "무작위 점",
    "readings.label": "G는 얼마나 잘하는가?",
    "readings.now": "현재",
    "readings.old": "{step:0} 단계에 잰 값",
    "readings.perfect": "완벽",
    "view.label": "보기",
    "view.play": "실험",
    "view.duel": "대결",
    "view.seeds": "시드",
    "view.latent": "잠재 공간",
    "view.distances": "거리",
    "view.map": "계보",
    "view.about": "설명",
    "map.title": "모형의 계보",
    "map.lead": "아래에 달린 모형은 위의 모형에서 자라났습니다. 그림은 무엇이 어디로 들어가는지 보여 "
    "줍니다. 회색은 앞으로 흐르는 값이고, 그 아래 선수의 색으로 그린 선은 저마다 배우는 기울기입니다.",
    "map.game": "위조범과 경찰",
    "map.game.1": "두 선수를 2014년 논문의 비유로 읽어 봅시다. 초록색 G는 진짜 돈을 본 적이 없는 "
    "위조범입니다. 파란색 D는 경찰입니다. 진짜 지폐와 위조지폐를 보며 둘을 가려내는 법을 배웁니다.",
    "map.game.2": "G는 제 위조지폐가 무엇 때문에 들통났는지로만 배웁니다. 둘은 서로를 더 낫게 만들고, "
    "마침내 위조지폐를 진짜와 가릴 수 없게 되면 경찰은 찍을 수밖에 없습니다.",
    "map.what_for": "쓰임",
    "map.cost": "비용",
    "map.weights": "배우는 수 {n}개,",
    "map.work": "기본 설정에서 반복마다 곱셈-덧셈 약 {n}번.",
    "map.play": "실행할 프리셋",
    "map.flow": "무엇이 어디로 들어가는가",
    "map.augment": "레이블이 적을 때 가짜가 도움이 될까요? 분류기가 가진 바로 그 숫자(클래스마다 "
    "{few}개)로 학습해 만든 가짜를 함께 보여 주면 시험용 숫자의 {few_both} %를 맞히고, 없이는 {few_real} "
    "%를 맞힙니다. 클래스마다 {many}개일 때는 {many_both} %와 {many_real} %여서 오히려 해가 됩니다. 시드 "
    "{n}개의 평균과 표준편차입니다.",
    "map.probe": "D는 무엇을 배웠을까요? 레이블이 붙은 숫자 {labels}개로 로지스틱 회귀를 하면, 학습한 D의 "
    "특징으로는 {trained} %, 학습하지 않은 D의 특징으로는 {untrained} %, 픽셀 그대로는 {pixels} %를 "
    "맞힙니다. 시드 {n}개의 평균과 표준편차입니다.",
    "language.label": "언어",
    "link.copy": "이 실행의 링크 복사",
    "link.copied": "링크를 복사했습니다. 설정, 시드, 모든 변경과 현재 스텝이 담겨 있습니다.",
    "link.partial": "링크를 복사했지만 올린 파일은 담기지 않아서, 링크를 여는 사람은 다른 데이터를 보게 "
    "됩니다. 그대로 전하려면 실행을 파일로 저장하십시오.",
    "link.long": "이 실행은 변경이 너무 많아 링크에 담을 수 없습니다. 그대로 전하려면 실행을 파일로 "
    "저장하십시오.",
    "link.failed": "브라우저가 복사를 허용하지 않습니다. 페이지의 주소를 직접 복사하십시오.",
    "full.label": "전체 화면",
    "export.label": "저장 또는 열기",
    "export.png": "무대 그림 (PNG)",
    "export.svg": "인쇄용 그림 (SVG)",
    "export.csv": "차트의 수치 (CSV)",
    "export.run": "나중에 이어 갈 실행",
    "export.open": "저장한 실행 열기 …",
    "export.empty": "아직 수치가 없습니다. 먼저 재생을 누르십시오.",
    "timeline.label": "시간축: 이 실행의 어느 스텝으로든 돌아가기",
    "timeline.change": "{step:0} 스텝: {what}",
    "timeline.a": "(a) 데이터 근처, D는 부분적으로 옳음",
    "timeline.b": "(b) D가 지금의 G에 대해 최적",
    "timeline.c": "(c) G가 D의 기울기를 따라감",
    "timeline.d": "(d) 두 밀도가 일치, D = ½",
    "layers.label": "그림의 층",
    "layer.line.d_star": "최적 D*",
    "layer.line.histogram": "히스토그램",
    "layer.line.map": "z → x",
    "layer.line.push": "미는 방향",
    "layer.line.ideal": "목표 D = ½",
    "layer.plane.heat": "D",
    "layer.plane.push": "미는 방향",
    "layer.plane.warp": "z의 격자",
    "layer.plane.modes": "모드",
    "layer.tiles.real": "진짜",
    "layer.tiles.scores": "D",
    "layer.tiles.classes": "클래스",
    "layer.mixture.ellipses": "가우스",
    "layer.mixture.shares": "점의 몫",
    "layer.mixture.samples": "표본",
    "layer.mixture.modes": "모드",
    "layer.translation.pairing": "출발점의 색",
    "layer.translation.cycle": "순환 오차",
    "layer.translation.flow": "경로",
    "layer.translation.back": "돌아오는 길",
    "layer.translation.heat": "D",
    "layer.translation-tiles.verdicts": "판정",
    "layer.translation-tiles.scores": "D",
    "layer.codes.prior": "사전 분포",
    "layer.codes.names": "클래스",
    "layer.codes.heat": "D",
    "layer.label": "레이블",
    "layer.label.all": "전체",
    "layer.labels.heat": "D",
    "layer.labels.push": "미는 방향",
    "layer.labels.modes": "모드",
    "layer.class-rows.real": "진짜",
    "layer.class-rows.scores": "D",
    "layer.class-rows.classes": "클래스",
    "layer.mixture-line.parts": "가우스",
    "layer.mixture-line.histogram": "히스토그램",
    "stop.label": "멈출 때 …",
    "stop.at": "멈춤: {what}",
    "stop.step": "스텝",
    "stop.when": "또는 조건",
    "stop.relation": "비교",
    "stop.number": "값",
    "stop.set": "설정",
    "stop.clear": "해제",
    "badge.modes": "모드 {total:0}개 중 {found:0}개",
    "starve.label": "G는 왜 기울기를 못 받는가?",
    # Status line
    "status.step": "스텝",
    "status.rate": "스텝/초",
    # Metrics
    "metrics.modes": "모드",
    "metrics.high_quality": "고품질 비율",
    "metrics.jsd": "JSD",
    "metrics.w1": "W1",
    "metrics.sliced_w1": "슬라이스 W1",
    "metrics.label_accuracy": "레이블 정확도",
    "metrics.class_diversity": "레이블 안의 다양성",
    "metrics.cycle_error": "순환 오차",
    "metrics.in_target": "목표 영역 안",
    "metrics.in_domain": "Y로 판정",
    "metrics.in_domain_back": "X로 판정",
    "metrics.label_kept": "레이블 유지",
    "metrics.label_kept_back": "돌아오는 레이블 유지",
    "metrics.cfid_back": "돌아오는 분류기 FID",
    "metrics.w1_back": "돌아오는 W1",
    "metrics.sliced_w1_back": "돌아오는 슬라이스 W1",
    "metrics.codes_w1": "코드와 사전 분포",
    "metrics.reconstruction": "제곱 오차",
    "metrics.holes": "구멍",
    "metrics.log_likelihood": "로그가능도",
    "metrics.held_out": "새 데이터의 로그가능도",
    "metrics.jsd_estimate": "D가 보는 JSD",
    "metrics.w1_estimate": "D가 보는 W1",
    "metrics.d_star_gap": "|D − D*|",
    "metrics.d_real": "D(x)",
    "metrics.d_fake": "D(G(z))",
    "metrics.loss_d": "D의 손실",
    "metrics.loss_g": "G의 손실",
    "metrics.modes.help": "데이터의 모드 가운데 생성자가 덮는 것의 수입니다.",
    "metrics.high_quality.help": "가짜 표본 가운데 어떤 모드에서 표준편차 3배 안에 드는 것의 비율입니다.",
    "metrics.jsd.help": "데이터와 가짜 표본 사이의 젠슨-섀넌 발산(nat)입니다. 0이면 같고, 0.693이면 겹치지 "
    "않습니다.",
    "metrics.w1.help": "1-바서슈타인 거리: 확률을 평균적으로 얼마나 멀리 옮겨야 하는지를 나타냅니다.",
    "metrics.sliced_w1.help": "1-바서슈타인 거리를 여러 방향에 대해 평균한 값입니다.",
    "metrics.label_accuracy.help": "가짜 표본 가운데 레이블이 요청한 것의 비율입니다: 그 모드에서 표준편차 "
    "3배 안에 들거나, 확실히 그 클래스인 것입니다.",
    "metrics.class_diversity.help": "같은 레이블의 가짜끼리 다른 정도를 진짜끼리 다른 정도로 나눈 "
    "값입니다. 모두 같으면 0, 진짜만큼 다르면 1입니다.",
    "metrics.cycle_error.help": "한 바퀴 돈 점이 제자리에서 벗어난 평균 거리를 데이터의 표준편차로 나눈 "
    "값입니다. 두 방향 가운데 큰 쪽입니다.",
    "metrics.in_target.help": "옮겨 온 점 가운데 목표 데이터의 가장 촘촘한 99 % 영역에 드는 것의 "
    "비율입니다. 두 방향 가운데 작은 쪽입니다.",
    "metrics.in_domain.help": "학습에 쓰지 않은 X의 그림 500장을 옮겼을 때, 이 프로그램의 판정 신경망이 "
    "X보다 Y의 것으로 보는 비율입니다. 옆의 값은 진짜 Y 그림의 비율입니다.",
    "metrics.in_domain_back.help": "학습에 쓰지 않은 Y의 그림 500장을 옮겼을 때, 판정 신경망이 Y보다 X의 "
    "것으로 보는 비율입니다. 옆의 값은 진짜 X 그림의 비율입니다.",
    "metrics.label_kept.help": "학습에 쓰지 않은 X의 그림 500장을 옮겼을 때, 판정 신경망이 전과 같은 숫자로 "
    "보는 비율입니다. 옆의 값은 진짜 Y 그림의 숫자를 맞히는 비율입니다.",
    "metrics.label_kept_back.help": "학습에 쓰지 않은 Y의 그림 500장을 옮겼을 때, 판정 신경망이 전과 같은 "
    "숫자로 보는 비율입니다. 옆의 값은 진짜 X 그림의 숫자를 맞히는 비율입니다.",
    "metrics.cfid_back.help": "이 프로그램의 분류기가 보는 특징에서 F(y)와 학습에 쓰지 않은 X의 그림 사이의 "
    "프레셰 거리입니다. 옆의 값은 진짜 그림의 거리입니다.",
    "metrics.sliced_w1_back.help": "F(y)와 X 사이의 1-바서슈타인 거리를 여러 방향에 대해 평균한 값입니다.",
    "metrics.codes_w1.help": "학습에 쓰지 않은 표본의 코드와 사전 분포 사이의 바서슈타인-1 거리를 방향마다 "
    "평균한 값입니다. 옆에는 사전 분포의 표본끼리 잰 값이 있습니다.",
    "metrics.reconstruction.help": "학습에 쓰지 않은 표본을 코드로 바꾸었다가 되돌린 것의 평균 제곱 "
    "오차입니다. 화소는 -1에서 1까지입니다.",
    "metrics.holes.help": "사전 분포의 표본 2,000개를 복호화했을 때 분류기의 확신이 0.9에 못 미치는 "
    "비율입니다. 옆에는 진짜 그림의 값이 있습니다.",
    "metrics.log_likelihood.help": "모형이 학습 점에 주는 로그 밀도의 평균(nat)입니다. 옆은 참된 분포의 "
    "값입니다.",
    "metrics.held_out.help": "모형이 새 점 10,000개에 주는 로그 밀도의 평균(nat)입니다. 평균적으로 참된 "
    "분포보다 나을 수 없습니다.",
    "metrics.jsd_estimate.help": "D가 추정하는 JSD인 (V + log 4)/2입니다. JSD를 넘지 못하고, 최적의 D에서 "
    "같아집니다.",
    "metrics.w1_estimate.help": "비평자가 추정하는 W1: 진짜와 가짜의 점수 차이를 가장 가파른 기울기로 "
    "나눈 값입니다. W1을 넘지 못하고 최적의 비평자에서 같아지지만, 가장 가파른 기울기를 찾아야 하는 "
    "평면에서는 너무 클 수 있습니다. 슬라이스 W1은 W1보다 작습니다.",
    "metrics.d_star_gap.help": "D와 현재 생성자에 대한 최적 판별자 사이의 가장 큰 차이입니다.",
    "metrics.d_real.help": "진짜 표본에 대한 D의 평균 출력입니다.",
    "metrics.d_fake.help": "가짜 표본에 대한 D의 평균 출력입니다.",
    "metrics.loss_d.help": "D가 최소화하는 손실을 마지막 배치에서 잰 값입니다.",
    "metrics.loss_g.help": "G가 최소화하는 손실을 마지막 배치에서 잰 값입니다.",
    "metrics.classes.help": "가짜 2,000장 가운데 분류기가 0.9 이상 확신하는 것이 2 % 이상인 클래스의 "
    "수입니다.",
    "metrics.class_kl.help": "분류기가 확신하는 가짜만으로 센 클래스의 몫이 실제 몫에서 벗어난 정도를 "
    "나타내는 KL(nat)입니다.",
    "metrics.sure.help": "가짜 2,000장 가운데 분류기가 클래스를 0.9 이상 확신하는 것의 비율입니다.",
    "metrics.cfid.help": "이 프로그램의 분류기가 보는 특징에서 가짜와 새 그림 사이의 프레셰 거리입니다. "
    "논문에 실린 FID 값과는 비교할 수 없습니다. 옆에 있는 실제 그림의 값과 견주어 보십시오.",
    "metrics.precision.help": "분류기의 특징에서 새 그림들 사이에 드는 가짜의 비율: 가짜가 얼마나 "
    "진짜다운지를 나타냅니다.",
    "metrics.recall.help": "분류기의 특징에서 가짜들 사이에 드는 새 그림의 비율: 가짜가 데이터의 다양함을 "
    "얼마나 담는지를 나타냅니다.",
    # On the canvas
    "canvas.real": "진짜",
    "canvas.fake": "가짜",
    "canvas.push": "미는 방향",
    "codes.back": "되돌아온 그림",
    "codes.code": "코드",
    "codes.prior": "사전 분포의 표본",
    "codes.here": "여기를 복호화하면",
    "tiles.verdicts": "진짜(점선)와 가짜에 대한 출력",
    "tiles.scores": "진짜(점선)와 가짜의 점수",
    "tiles.classes.short": "가짜 {count:0}장에 클래스 {total:0}개 중 {found:0}개",
    "tiles.classes": "가짜 {count:0}장에 클래스 {total:0}개 중 {found:0}개 (선: 제 몫)",
    "translation-tiles.shares": "{of:0}개 중 {side} 판정 {judged:0}개, 레이블 유지 {kept:0}개",
    "standin": "{title} 대신 작은 숫자 그림을 씁니다.",
    "standin.coming": "{title} 대신 작은 숫자 그림을 씁니다. 받는 중: {total} MB 중 {done} MB.",
    "standin.failed": "{title} 대신 작은 숫자 그림을 씁니다. 받지 못해 다시 시도합니다.",
    "standin.lost": "서버가 응답하지 않아 다시 묻습니다.",
    "standin.here": "{title}: 준비되었습니다. 지금 실행은 아직 작은 숫자 그림으로 학습합니다.",
    "standin.start": "그것으로 새로 시작",
    # What the stage shows, for those who do not see it
    "stage.line": "데이터와 생성자의 밀도, 판별자, 그리고 잡음에서 표본으로 가는 화살표입니다.",
    "stage.plane": "판별자의 출력을 칠한 평면 위에 놓인 진짜 점과 생성된 점입니다.",
    "stage.tiles": "줄지어 놓인 생성된 그림, 그 옆의 진짜 그림, 각각에 대한 D의 출력, 그리고 클래스마다 몇 "
    "장인지 보입니다.",
    "stage.translation": "나란히 놓인 두 점 집합입니다. X는 위치에 따라 칠하고, G가 보낸 점은 같은 색으로 Y "
    "위에 놓습니다. 화살표 키로 점 하나를 순환을 따라 좇습니다.",
    "stage.translation-tiles": "그림 x와 그 아래 G(x), F(G(x)), 그리고 y와 그 아래 F(y), G(F(y))입니다. "
    "그림마다 판정 신경망이 보는 숫자와 쪽을 밑에 적습니다.",
    "stage.codes": "클래스의 색으로 칠한 코드와 사전 분포의 표본, 그림과 되돌아온 그림, 그리고 포인터가 놓인 "
    "코드를 복호화한 그림입니다. 화살표 키로 움직입니다.",
    "stage.mixture": "어느 가우스에 속하는지에 따라 칠한 학습 점과, 타원으로 나타낸 가우스입니다.",
    "stage.labels": "요청받은 레이블의 색으로 칠한 생성된 점과, 같은 색으로 그린 데이터의 모드입니다.",
    "stage.class-rows": "레이블마다 한 줄씩, 열마다 같은 잡음으로 생성한 그림과 그 옆의 진짜 그림, 각각에 "
    "대한 D의 출력입니다.",
    "stage.mixture-line": "데이터와 혼합의 밀도, 그리고 가우스마다 더하는 부분입니다.",
    # Captions
    "caption.start.line": "첫 스텝 전입니다. G는 잡음 z를 초록색 밀도로 바꾸고, D는 아직 아무것도 배우지 "
    "않았습니다. 재생을 누르십시오.",
    "caption.start.plane": "첫 스텝 전입니다. G는 초록색 점을 아무 데나 놓고, D는 아직 아무것도 배우지 "
    "않았습니다. 재생을 누르십시오.",
    "caption.start.alone": "첫 스텝 전입니다. 모형의 초록색은 우연히 놓인 자리에 있습니다. 재생을 "
    "누르십시오.",
    "caption.start.mixture": "첫 스텝 전입니다. 가우스들이 출발점에 있고, 표준편차 하나와 둘의 타원으로 "
    "그렸습니다. 재생을 누르십시오.",
    "caption.start.mixture-line": "첫 스텝 전입니다. 가우스들이 출발점에 있고, 초록색 밀도는 그 합입니다. "
    "재생을 누르십시오.",
    "caption.start.translation": "첫 스텝 전입니다. 두 사상은 우연이 정한 그대로이고, 색은 x가 어디로 가는지 "
    "보여 줍니다. 재생을 누르십시오.",
    "caption.start.translation-tiles": "첫 스텝 전입니다. 두 사상은 그림을 거의 그대로 둡니다. 재생을 "
    "누르십시오.",
    "caption.start.codes": "첫 스텝 전입니다. 코드는 우연이 둔 자리에 있고, 그림은 아직 되돌아오지 않습니다. "
    "재생을 누르십시오.",
    "caption.codes.begun": "부호화기는 그림을 코드로, 복호화기는 코드를 그림으로 바꿉니다. 판별자는 코드와 "
    "사전 분포의 표본을 가려냅니다.",
    "caption.codes.plain": "적이 없습니다. 코드는 복원에 좋은 곳이면 어디에나 놓이고, 사전 분포에서 "
    "{codes_w1}만큼 떨어져 있습니다. 적을 켜고 코드가 흐르는 모습을 보십시오.",
    "caption.codes.flowing": "코드가 사전 분포로 흘러갑니다(거리 {codes_w1}). 그림은 제곱 오차 "
    "{reconstruction}만큼 어긋나 되돌아옵니다.",
    "caption.codes.there": "코드가 사전 분포에 가깝습니다(거리 {codes_w1}). 그림은 제곱 오차 "
    "{reconstruction}만큼 어긋나 되돌아옵니다.",
    "caption.half.reconstruction": "부호화기와 복호화기가 움직여 그림이 더 잘 되돌아옵니다. 판별자는 가만히 "
    "있었습니다.",
    "caption.half.discrimination": "판별자가 움직여 코드와 사전 분포의 표본을 더 잘 가려냅니다.",
    "caption.half.deception": "부호화기만 움직였습니다. 코드는 판별자가 사전 분포의 표본으로 보는 곳으로 "
    "갔습니다.",
    "caption.half.discriminators": "두 판별자만 움직였습니다. G(x)를 Y에서, F(y)를 X에서 가려내려 합니다. "
    "두 사상은 그대로입니다.",
    "caption.half.generators": "두 사상만 움직였습니다. 판별자가 이끄는 쪽으로, 그리고 서로를 되돌리도록 "
    "움직였습니다. 판별자는 그대로입니다.",
    "caption.translation.begun": "G는 X를 Y로, F는 Y를 X로 옮기고, 판별자는 저마다 제 쪽에 닿은 점을 "
    "판정합니다.",
    "caption.translation.going": "G와 F가 가는 중입니다. 못한 쪽에서도 점의 {in_target} 비율이 닿고, 순환은 "
    "데이터 퍼짐의 {cycle_error} 배만큼 빗나갑니다.",
    "caption.translation.uncycled": "두 사상은 서로를 되돌리지 못합니다. 순환은 데이터 퍼짐의 {cycle_error} "
    "배만큼 빗나갑니다. 어느 점이 어느 점의 짝인지 도중에 사라집니다.",
    "caption.translation.there": "두 길 모두 닿았습니다(못한 쪽에서 점의 {in_target} 비율). 순환은 데이터 "
    "퍼짐의 {cycle_error} 배만 빗나갑니다.",
    "caption.translated.begun": "G는 X의 그림을 Y의 것으로 바꾸고 F는 되돌립니다. 판별자는 저마다 제 쪽에 "
    "닿은 것을 판정합니다.",
    "caption.translated.going": "G와 F가 가는 중입니다. {at:0} 단계에 못한 쪽에서 그림의 {in_domain} "
    "비율이 다른 쪽 것으로 판정되고, {label_kept} 비율이 레이블을 지켰습니다.",
    "caption.translated.others": "그림이 닿기는 하나({at:0} 단계에 못한 쪽에서 {in_domain} 비율) 다른 것이 "
    "됩니다. {label_kept} 비율만 레이블을 지켰습니다.",
    "caption.translated.there": "두 길 모두 닿았습니다. {at:0} 단계에 못한 쪽에서 그림의 {in_domain} "
    "비율이 다른 쪽 것으로 통하고, {label_kept} 비율이 레이블을 지켰습니다.",
    "caption.half.expectation": "E 단계만 했습니다. 점마다 가우스들의 몫을 새로 나누었고, 가우스는 "
    "그대로입니다.",
    "caption.half.maximisation": "M 단계만 했습니다. 가우스마다 제 몫의 비중, 평균, 공분산을 받았습니다. "
    "몫은 그대로입니다.",
    "caption.start.labels": "첫 스텝 전입니다. G에게 레이블은 아직 뜻이 없어 모든 색이 한데 모여 있습니다. "
    "재생을 누르십시오.",
    "caption.start.class-rows": "첫 스텝 전입니다. G에게 레이블은 아직 뜻이 없어 모든 줄이 똑같아 "
    "보입니다. 재생을 누르십시오.",
    "caption.labels": "줄마다 레이블 하나를 G에게 요청하고, 열마다 같은 잡음을 줍니다.",
    "caption.labels.one": "같은 잡음에 이제 {label}만 요청합니다. D의 출력은 그 레이블이 붙은 가짜에 대한 "
    "것입니다.",
    "caption.labels.lost": "레이블을 요청하면 G는 {label_accuracy}의 비율로 그에 맞는 것을 냅니다. D는 "
    "표본에 붙은 레이블을 함께 봅니다.",
    "caption.labels.some": "G는 {label_accuracy}의 비율로 레이블이 요청한 것을 냅니다.",
    "caption.labels.same": "G는 레이블이 요청한 것을 내지만({label_accuracy}의 비율) 매번 거의 같습니다. "
    "레이블 안의 다양성은 진짜의 {class_diversity}입니다.",
    "caption.labels.all": "G는 레이블이 요청한 것을 내고({label_accuracy}의 비율), 레이블 안의 다양성은 "
    "진짜의 {class_diversity}입니다.",
    "caption.labels.read": "줄마다 레이블 하나를 G에게 요청합니다. {at:0} 단계에는 {label_accuracy}의 비율로 "
    "그에 맞는 것을 냈고, 레이블 안의 다양성은 진짜의 {class_diversity}였습니다.",
    "caption.slow.discriminator.label": "저마다 레이블 y가 붙습니다. 데이터 배치의 레이블이므로 "
    "데이터에서와 같은 빈도로 나옵니다.",
    "caption.slow.generator.label": "z마다 레이블 y가 붙습니다. G가 무엇을 만들지를 뜻합니다.",
    "caption.start.tiles": "첫 스텝 전입니다. G는 잡음을 회색으로 바꾸고, D는 아직 아무것도 배우지 "
    "않았습니다. 재생을 누르십시오.",
    "caption.tiles": "G는 D의 기울기가 이끄는 대로 그림을 바꾸고, D는 다시 적응합니다: 데이터 {d_real}, 가짜 "
    "{d_fake}.",
    "caption.tiles.sure": "D는 거의 확신합니다(데이터 {d_real}, 가짜 {d_fake}). 가짜마다 티가 납니다.",
    "caption.tiles.none": "가짜 가운데 알아볼 수 있는 클래스가 아직 없습니다. D의 출력은 데이터 {d_real}, "
    "가짜 {d_fake}입니다.",
    "caption.tiles.few": "가짜에는 클래스 {total:0}개 중 {found:0}개만 나옵니다. G는 나머지 {missing:0}개를 "
    "빠뜨립니다.",
    "caption.tiles.some": "가짜에 클래스 {total:0}개 중 {found:0}개가 나오고, {missing:0}개는 아직 없습니다.",
    "caption.tiles.all": "가짜에 클래스 {total:0}개가 모두 나옵니다. D의 출력은 데이터 {d_real}, 가짜 "
    "{d_fake}입니다.",
    "caption.fit": "모형이 스스로 배웁니다. 표본을 판별하는 쪽은 없습니다.",
    "caption.fit.rising": "점을 나누어 맡기고 가우스가 제 몫으로 옮겨 갑니다. 가능도는 줄지 않습니다: 지금 "
    "점마다 {log_likelihood:3} nat입니다.",
    "caption.fit.rest": "가우스가 거의 움직이지 않습니다. 점마다 학습에서 {log_likelihood:3} nat, 새 "
    "점에서 {held_out:3} nat입니다.",
    "caption.fit.stuck": "가우스가 거의 움직이지 않는데 모드는 {total:0}개 중 {modes:0}개만 덮었습니다. "
    "국소 최적이며, 다른 출발점에서는 달라질 수 있습니다.",
    "caption.half.discriminator": "D만 움직여 데이터와 현재 G의 가짜 표본을 구별하려 했습니다. G는 "
    "그대로입니다.",
    "caption.half.generator": "G만 움직였습니다. D의 기울기가 표본을{push} 밀었습니다. D는 그대로입니다.",
    "caption.begun.line": "게임이 시작되었습니다. D는 데이터와 가짜를 구별하는 법을 배우고, 그 기울기가 "
    "표본을{push} 밉니다.",
    "caption.begun.plane": "게임이 시작되었습니다. D는 데이터와 가짜를 구별하는 법을 배우고, 그 기울기가 "
    "초록색 점을 밉니다.",
    "caption.critic.begun": "게임이 시작되었습니다. 비평자는 데이터에 가짜보다 높은 점수를 주는 법을 배우고, "
    "그 기울기가 G를{push} 밉니다.",
    "caption.sure": "D가 거의 확신합니다(데이터 {d_real}, 가짜 {d_fake}). G는 D를 거의 속이지 못합니다.",
    "caption.apart.line": "D가 둘을 구별합니다(데이터 {d_real}, 가짜 {d_fake}). D의 기울기가 표본을{push} "
    "밉니다.",
    "caption.apart.plane": "D가 둘을 구별합니다(데이터 {d_real}, 가짜 {d_fake}). D의 기울기가 초록색 점을 "
    "파란 곳으로 밉니다.",
    "caption.chase.line": "D의 기울기가 G를{push} 밀고, D는 다시 적응합니다: 데이터 {d_real}, 가짜 {d_fake}.",
    "caption.chase.plane": "G는 D의 기울기를 따라 데이터 쪽으로 가고, D는 다시 적응합니다: 데이터 {d_real}, "
    "가짜 {d_fake}.",
    "caption.fooled": "G가 앞질러 갔습니다. 둘이 아직 다른데도 D는 더 이상 구별하지 못합니다. 이제 D가 "
    "따라잡을 차례입니다.",
    "caption.end": "두 밀도가 거의 일치하므로(JSD {jsd:3}) D는 추측할 수밖에 없습니다: 어디서나 ½에 "
    "가깝습니다.",
    "caption.modes.none": "G는 모드 {total:0}개 가운데 아직 하나도 덮지 못합니다. D가 데이터의 위치를 알려 "
    "줍니다.",
    "caption.modes.few": "모드 붕괴: G는 모드 {total:0}개 중 {modes:0}개만 덮습니다. 놓친 데이터가 있는 "
    "곳에서 D가 파랗습니다.",
    "caption.modes.some": "G는 모드 {total:0}개 중 {modes:0}개를 덮습니다. 데이터가 아직 빠진 곳에서 D가 "
    "파랗습니다.",
    "caption.modes.apart": "모드 {total:0}개를 모두 덮었지만 D는 아직 차이를 봅니다(데이터 {d_real}, 가짜 "
    "{d_fake}).",
    "caption.modes.all": "모드 {total:0}개를 모두 덮었고, D는 거의 구별하지 못합니다(데이터 {d_real}, 가짜 "
    "{d_fake}).",
    "caption.critic": "비평자는 데이터에 가짜보다 {gap}만큼 높은 점수를 줍니다. G를{push} 미는 것은 판정이 "
    "아니라 그 기울기입니다.",
    "caption.critic.behind": "지금은 비평자가 가짜에 데이터보다 {gap}만큼 높은 점수를 줍니다. 그 기울기는 "
    "G를 데이터에서 멀어지게 합니다.",
    "caption.critic.level": "비평자가 데이터와 가짜에 준 점수는 {level:3}도 차이 나지 않습니다. G에게 보여 "
    "줄 차이를 거의 찾지 못했습니다.",
    "caption.critic.end": "더 옮길 것이 거의 없습니다(W1 {w1:3}). 비평자는 기울기를 거의 찾지 못합니다.",
    "caption.critic.modes": "모드 {total:0}개를 모두 덮었습니다. 비평자는 데이터에 {gap}만큼 높은 점수를 "
    "줍니다.",
    "caption.slow.discriminator.noise": "D의 차례입니다. 먼저 잡음 z를 뽑습니다.",
    "caption.slow.discriminator.fake": "고정된 G가 잡음을 가짜 표본 G(z)로 바꿉니다.",
    "caption.slow.discriminator.data": "데이터에서 진짜 표본 x를 뽑습니다.",
    "caption.slow.discriminator.judge": "D가 둘을 봅니다: 평균하여 데이터 {d_real}, 가짜 {d_fake}.",
    "caption.slow.discriminator.loss": "D의 손실({loss_d:3})은 D가 둘을 얼마나 못 구별하는지를 나타냅니다.",
    "caption.slow.discriminator.gradient": "그 손실의 기울기가 D의 가중치마다 어느 쪽으로 가야 하는지를 "
    "알려 줍니다.",
    "caption.slow.discriminator.update": "D의 가중치가 그쪽으로 조금 움직입니다. G는 그대로입니다.",
    "caption.slow.generator.noise": "G의 차례입니다. 새 잡음 z를 뽑습니다.",
    "caption.slow.generator.fake": "G가 잡음을 가짜 표본 G(z)로 바꿉니다.",
    "caption.slow.generator.judge": "고정된 D가 가짜 표본을 봅니다: 평균 {d_fake}.",
    "caption.slow.generator.loss": "G의 손실({loss_g:3})은 가짜가 진짜로 통하지 못하는 정도를 나타냅니다.",
    "caption.slow.generator.gradient": "그 기울기가 D를 거쳐 되돌아와, 가짜 표본을{push} 밀 방향을 알려 "
    "줍니다.",
    "caption.slow.generator.update": "G의 가중치가 그쪽으로 조금 움직입니다. D는 그대로입니다.",
    "caption.slow.reconstruction.data": "복원 차례입니다. 데이터에서 그림 x를 뽑습니다.",
    "caption.slow.reconstruction.encode": "부호화기 q가 그림마다 몇 개의 수, 곧 코드로 바꿉니다.",
    "caption.slow.reconstruction.decode": "복호화기 p가 코드마다 그림으로 되돌립니다.",
    "caption.slow.reconstruction.loss": "손실은 x와의 평균 제곱 차이입니다.",
    "caption.slow.reconstruction.gradient": "그 기울기가 복호화기와 부호화기를 거슬러 전해집니다.",
    "caption.slow.reconstruction.update": "둘 다 그쪽으로 조금 움직입니다. 오차는 {reconstruction}입니다.",
    "caption.slow.discrimination.data": "판별자의 차례입니다. 데이터에서 그림 x를 뽑습니다.",
    "caption.slow.discrimination.encode": "고정된 부호화기가 그림마다 코드로 바꿉니다.",
    "caption.slow.discrimination.prior": "같은 수의 z를 사전 분포에서 뽑습니다. 이들이 진짜로 여겨집니다.",
    "caption.slow.discrimination.judge": "D가 둘을 살펴봅니다. 손실은 얼마나 못 가려내는지를 말합니다.",
    "caption.slow.discrimination.gradient": "그 손실의 기울기가 D의 가중치가 갈 쪽을 알려 줍니다.",
    "caption.slow.discrimination.update": "D가 그쪽으로 조금 움직입니다. 부호화기는 가만히 있었습니다.",
    "caption.slow.deception.data": "생성자로서 부호화기의 차례입니다. 데이터에서 그림 x를 뽑습니다.",
    "caption.slow.deception.encode": "부호화기가 그림마다 코드로 바꿉니다.",
    "caption.slow.deception.judge": "고정된 D가 코드마다 얼마나 사전 분포의 표본 같은지 말합니다.",
    "caption.slow.deception.gradient": "기울기가 D를 거슬러 와서 코드마다 갈 곳을 알려 줍니다.",
    "caption.slow.deception.update": "부호화기가 그쪽으로 조금 움직입니다. 코드는 사전 분포에서 "
    "{codes_w1}만큼 떨어져 있습니다.",
    "caption.slow.discriminators.data": "판별자들의 차례입니다. 표본 x와 y를 뽑습니다. 누가 누구의 짝인지는 "
    "아무도 말하지 않습니다.",
    "caption.slow.discriminators.fake": "고정된 두 사상이 x마다 G(x)를, y마다 F(y)를 만듭니다.",
    "caption.slow.discriminators.judge": "D_Y는 Y와 G(x)를, D_X는 X와 F(y)를 봅니다.",
    "caption.slow.discriminators.loss": "손실은 진짜 점과 옮겨 온 점을 얼마나 못 가르는지 말합니다.",
    "caption.slow.discriminators.gradient": "손실의 기울기는 가중치마다 갈 방향을 말합니다.",
    "caption.slow.discriminators.update": "두 판별자가 그 방향으로 조금 움직입니다.",
    "caption.slow.generators.data": "두 사상의 차례입니다. 표본 x와 y가 있습니다.",
    "caption.slow.generators.fake": "G는 x마다 G(x)를, F는 y마다 F(y)를 만듭니다.",
    "caption.slow.generators.judge": "고정된 판별자들이 얼마나 진짜 같은지 말합니다.",
    "caption.slow.generators.cycle": "순환을 돕니다. F(G(x))는 다시 x여야 하고, G(F(y))는 다시 y여야 합니다.",
    "caption.slow.generators.gradient": "두 손실의 기울기가 두 사상을 거슬러 돌아옵니다.",
    "caption.slow.generators.update": "두 사상이 그 방향으로 조금 움직입니다. 순환은 {cycle_error} 배만큼 "
    "빗나갑니다.",
    "caption.slow.expectation.data": "E 단계입니다. 학습 점이 있지만 어느 가우스의 것인지는 모릅니다.",
    "caption.slow.expectation.mixture": "가우스마다 점마다의 밀도를 말합니다.",
    "caption.slow.expectation.update": "베이즈 규칙에 따라 점을 그 비율로 나눕니다. 점의 색은 가우스들의 "
    "색을 섞은 것입니다.",
    "caption.slow.maximisation.shares": "M 단계입니다. 점은 몫만큼 가우스에 셈해집니다.",
    "caption.slow.maximisation.update": "가우스마다 제 몫의 비중, 평균, 공분산을 받습니다. 점마다 "
    "{log_likelihood:3} nat이고, 전보다 줄지 않습니다.",
    "caption.stopped.step": "설정한 대로 {step:0} 스텝에서 멈췄습니다.",
    "caption.stopped.metric": "설정한 대로 멈췄습니다: {step:0} 스텝에서 {metric} = {value:3}.",
    "push.left": " 왼쪽으로",
    "push.right": " 오른쪽으로",
    "push.both": " 양쪽에서",
    "push.none": "",
    # Choosing by picture, and data of one's own
    "gallery.label": "무엇을 실행할까",
    "chapter.line": "직선 위에서",
    "chapter.modes": "찾은 모드, 잃은 모드",
    "chapter.balance": "D는 얼마나 강해도 되는가?",
    "chapter.images": "잡음에서 그림으로",
    "chapter.family": "다른 모형",
    "chapter.best": "좋은 설정이 이르는 곳",
    "models.label": "모형",
    "data.label": "데이터",
    "data.line": "직선 위",
    "data.plane": "평면 위",
    "data.pictures": "그림",
    "data.own": "나의 데이터",
    "data.draw.line": "직선 위에 그리기",
    "data.draw.plane": "평면에 그리기",
    "data.upload": "파일 올리기",
    "data.limits": "숫자가 한 열 또는 두 열인 .csv, .txt, .npy 파일, 그림, 또는 작은 그림을 모은 .zip. "
    "최대 16 MiB.",
    "upload.busy": "파일을 읽는 중 …",
    "upload.large": "파일이 16 MiB보다 큽니다. 행을 줄이거나 더 작은 그림을 보내십시오.",
    "upload.empty": "파일이 비어 있습니다. 숫자나 그림이 든 파일을 고르십시오.",
    "upload.failed": "파일이 서버에 닿지 않았습니다. 연결을 확인하고 다시 보내십시오.",
    # The drawing pad
    "pad.title.line": "밀도 그리기",
    "pad.title.plane": "밀도 칠하기",
    "pad.hint.line": "왼쪽에서 오른쪽으로 끌면 곡선이 따라옵니다.",
    "pad.hint.plane": "끌어서 칠합니다. 한 번 더 지나가면 짙어집니다.",
    "pad.keys.line": "−2에서 2까지의 x 위에 손으로 그리는 밀도입니다. 좌우 화살표는 커서를 옮기고, 상하 "
    "화살표는 그곳의 높이를 바꿉니다. Shift는 걸음을 크게 하고, Enter는 그림을 쓰고, Escape는 취소합니다.",
    "pad.keys.plane": "−2에서 2까지의 정사각형 위에 손으로 칠하는 밀도입니다. 화살표는 커서를 옮기고, "
    "스페이스는 칠하고, Delete는 지웁니다. Shift는 걸음을 크게 하고, Enter는 그림을 쓰고, Escape는 "
    "취소합니다.",
    "pad.at.line": "x {x:2}, 높이 {height:2}",
    "pad.at.plane": "x {x:2}, y {y:2}, 밀도 {level:0}/15",
    "pad.brush": "붓",
    "pad.eraser": "지우개",
    "pad.undo": "되돌리기",
    "pad.clear": "모두 지우기",
    "pad.cancel": "취소",
    "pad.use": "사용",
    "pad.empty": "아직 그린 것이 없습니다. 밀도는 어딘가에서 높이가 있어야 합니다.",
    # Charts, G's loss at the fakes, and who is ahead
    "charts.losses": "손실",
    "charts.choose": "차트의 지표",
    "charts.d": "D",
    "charts.g": "G",
    "charts.end_of": "{player} 이론값: {value}",
    "charts.end": "이론값: {value}",
    "charts.perfect": "완벽한 G: {value}",
    "charts.step": "{step} 스텝",
    "charts.spoken": "스텝에 따른 {title}. {step} 스텝에서 {values}.",
    "charts.estimate": "D: D의 추정",
    "charts.missing": "차트를 불러오지 못했습니다.",
    "metrics.ranking": "D의 우위",
    "metrics.ranking.help": "D가 임의의 진짜 표본에 임의의 가짜보다 높은 점수를 주는 비율입니다. ½이면 "
    "구별하지 못하고, 1이면 확신합니다.",
    "starve.plot": "D가 가짜 표본에 주는 값에 대한 G의 손실입니다. 가로축은 D의 로짓 간격입니다.",
    "starve.axis": "가짜에 대한 D의 점수",
    "starve.loss": "G의 손실",
    "starve.saturating.flat": "가짜 표본이 log(1 − D)가 평평한 곳에 있습니다. G가 받는 기울기는 {slope}, "
    "최대는 1입니다.",
    "starve.saturating": "log(1 − D)에서 G가 받는 기울기는 평균 {slope}, 최대는 1입니다.",
    "starve.non-saturating.steep": "D가 가짜를 알아보지만 그곳에서 −log D는 가파릅니다. G가 받는 기울기는 "
    "{slope}, 최대는 1입니다.",
    "starve.non-saturating.flat": "D가 가짜를 진짜로 보고, 그곳에서 −log D는 평평합니다. G가 받는 기울기는 "
    "{slope}, 최대는 1입니다.",
    "starve.non-saturating": "−log D에서 G가 받는 기울기는 평균 {slope}, 최대는 1입니다.",
    "starve.score.even": "G의 손실은 D의 점수에 대한 직선이므로 모든 가짜 표본의 기울기가 같습니다: {slope}.",
    "starve.score": "D의 점수가 1 변할 때 G의 손실은 가짜 표본 평균으로 {slope}만큼 변합니다.",
    "balance.label": "누가 앞서는가",
    "balance.g": "G 우세",
    "balance.even": "대등",
    "balance.d": "D 우세",
    "balance.value": "{who}: 표본 쌍의 {share} %에서 D가 진짜에 가짜보다 높은 점수를 줍니다.",
    "balance.unknown": "아직 측정하지 않음",
    # The seeds: a wall of replicas
    "seeds.over": "무엇을 여러 시드로 돌릴까",
    "seeds.own": "직접 정한 설정",
    "seeds.count": "나란히 돌리는 시드 수",
    "seeds.first": "첫 시드",
    "seeds.next": "그다음 시드들",
    "seeds.link": "이 시드들의 링크 복사",
    "seeds.linked": "링크를 복사했습니다. 설정과 시드, 모든 변경이 담겨 있습니다.",
    "several.link.failed": "브라우저가 여기서는 복사를 허용하지 않습니다.",
    "seeds.loss": "모든 시드의 손실",
    "seeds.when": "새 손실을 적용할 때",
    "seeds.now": "지금부터",
    "seeds.anew": "처음부터",
    "seeds.constraint": "제약: {names}",
    "seeds.constraint.none": "제약 없음",
    "seeds.wall": "모든 시드: 화살표 키로 옮겨 다니고 Enter로 하나를 실행 화면에서 엽니다",
    "seeds.hint": "초록은 각 시드의 표본, 나머지는 데이터입니다. 시드를 누르면 바로 이 스텝에서 실행 "
    "화면에 열립니다.",
    "seeds.tile": "시드 {seed:0}: 모드 {total:0}개 중 {modes:0}개, {kind}",
    "seeds.tile.plain": "시드 {seed:0}: {kind}",
    "seeds.covered": "덮은 모드 수, {step:0} 스텝",
    "seeds.spoken": "덮은 모드 수별 시드 수: {values}",
    "seeds.spoken.bar": "모드 {modes}개에 시드 {seeds}개",
    "seeds.all": "{total:0}개 모두",
    "seeds.half": "{total:0}개 이하",
    "seeds.share": "{n:0}개 중 {met:0}개",
    "seeds.range": "{low:0}–{high:0} %",
    "seeds.interval": "막대는 이 시드들에서의 비율, 선은 모든 시드에서의 비율에 대한 95 % 구간입니다.",
    "seeds.none": "이 데이터에는 셀 모드가 없습니다.",
    "seeds.earlier": "이전 설정에서는",
    "seeds.row": "{name}: {step:0} 스텝",
    "seeds.since": "{name}, {step:0} 스텝부터",
    "seeds.preset": "{preset}: {rest}",
    "seeds.opinion": "손실이 품질을 말해 줄까?",
    "seeds.opinion.choose": "두 플레이어의 어느 수치인가",
    "seeds.opinion.loss_d": "D의 손실",
    "seeds.opinion.loss_g": "G의 손실",
    "seeds.opinion.estimate": "추정",
    "seeds.opinion.loss_d.help": "가로는 D의 손실, 세로는 데이터까지의 거리이며, 점 하나가 시드 하나입니다.",
    "seeds.opinion.loss_g.help": "가로는 G의 손실, 세로는 데이터까지의 거리이며, 점 하나가 시드 하나입니다.",
    "seeds.opinion.estimate.help": "가로는 D가 추정한 거리, 세로는 실제 거리이며, 점 하나가 시드 하나입니다.",
    "seeds.opinion.distance": "데이터까지의 거리",
    "seeds.opinion.dot": "시드 {seed:0}: {said:3}, 거리 {distance:3}",
    "seeds.opinion.rho": "스피어만 {rho} (95 %: {low} ~ {high})",
    "seeds.opinion.rho.help": "{step:0} 스텝에서 시드 {n:0}개에 대한 스피어만 순위 상관과 그 95 % "
    "구간입니다.",
    "seeds.opinion.better": "낮을수록 데이터에 가깝습니다. 시드 두 개씩 짝지은 100쌍 가운데 "
    "{agree:0}쌍에서 그렇습니다.",
    "seeds.opinion.worse": "낮을수록 데이터에서 멉니다. 시드 두 개씩 짝지은 100쌍 가운데 {agree:0}쌍에서 "
    "그렇습니다.",
    "seeds.opinion.nothing": "어느 시드가 나은지 말해 주지 않습니다. 구간에 0이 들어 있습니다.",
    "seeds.opinion.same": "순서를 매길 수 없습니다. 둘 중 하나가 모든 시드에서 같습니다.",
    "seeds.opinion.measured": "측정한 결과",
    "seeds.opinion.track": "{name}: {steps:0} 스텝, 시드 {n:0}개. {truth} 대비 스피어만 순위 상관:",
    "seeds.opinion.told": "{said}: 실행을 따라 {along} (중앙값), 마지막에 시드 사이에서 {rho} ({low} ~ "
    "{high})",
    "seeds.opinion.open": "{steps:0} 스텝마다 견줍니다.",
    "seeds.kinds": "시드들은 어떻게 되었나",
    "seeds.kind.divergence": "발산",
    "seeds.kind.vanishing-gradient": "기울기 소실",
    "seeds.kind.fine": "양호",
    "seeds.kind.hopping": "모드 건너뛰기",
    "seeds.kind.full-collapse": "완전 붕괴",
    "seeds.kind.mode-dropping": "모드 누락",
    "seeds.kind.open": "미정",
    "seeds.rule.divergence": "가중치나 표본이 유한하지 않거나, 표본이 처음보다 {away:0}배 멀리 있습니다.",
    "seeds.rule.vanishing-gradient": "{steps:0} 스텝 동안 표본이 데이터에서 멀고 D의 순위 점수가 {sure} "
    "이상이었지만 표본을 미는 힘은 거의 없었습니다.",
    "seeds.rule.fine": "{steps:0} 스텝 동안 모든 모드를 유지했습니다. 모드가 하나면 데이터와의 거리가 "
    "표준편차의 {near:1}배 이하였습니다.",
    "seeds.rule.hopping": "{steps:0} 스텝 안에 모드를 {hops:0}번 이상 잃고 다른 모드를 그만큼 찾았습니다.",
    "seeds.rule.full-collapse": "{steps:0} 스텝 동안 유지한 모드가 많아야 하나였고, 하나도 없을 때 "
    "표본은 한데 모여 있었습니다.",
    "seeds.rule.mode-dropping": "{steps:0} 스텝 동안 어떤 모드는 유지했고 어떤 모드는 한 번도 덮지 "
    "못했습니다.",
    "seeds.rule.open": "이 설정으로 {steps:0} 스텝이 되지 않았거나, 맞는 규칙이 없습니다.",
    "seeds.remedies": "처방, 모든 시드에 한꺼번에",
    "seeds.remedy.restarts": "처음부터",
    "seeds.remedy.taken": "적용됨",
    "seeds.remedy.now": "이어 간 실행",
    "seeds.remedy.anew": "처음부터",
    "seeds.remedy.measured": "{way}: 시드 {n:0}개 중 {all:0}개가 모드 {total:0}개를 모두, {some:0}개가 "
    "{least:0}개 이상 덮었습니다({control} {of:0}개 중 {none:0}개와 {few:0}개).",
    "seeds.remedy.trials": "{preset} 프리셋에서 세었습니다. 처방 없이 {before:0} 스텝을 가거나 처음부터 "
    "시작하여, 처방과 함께 {after:0} 스텝을 갔습니다. 굵은 글씨는 우연으로 보기 어려운 것입니다.",
    "seeds.remedy.no_help": "우연보다 낫지 않습니다.",
    "seeds.remedy.uncounted": "세지 않았습니다.",
    "seeds.control.nothing": "그대로 두면",
    "seeds.control.start-anew": "처음부터 다시 하면",
    "seeds.remedy.r1.title": "R1",
    "seeds.remedy.r1.help": "진짜 표본에서 D를 평평하게 하여, 가짜와 데이터가 같아지면 D가 멈추게 합니다.",
    "seeds.remedy.r2.title": "R2",
    "seeds.remedy.r2.help": "가짜 표본에서 D를 평평하게 하여, 모여 있는 가짜가 모두 한쪽으로 밀리지 않게 "
    "합니다.",
    "seeds.remedy.r1-r2.title": "R1과 R2",
    "seeds.remedy.r1-r2.help": "진짜 표본과 가짜 표본 모두에서 D를 평평하게 합니다.",
    "seeds.remedy.gradient-penalty.title": "기울기 벌점",
    "seeds.remedy.gradient-penalty.help": "진짜와 가짜 표본을 잇는 선에서 D의 기울기를 1로 끌어당깁니다. "
    "손실은 그대로입니다.",
    "seeds.remedy.instance-noise.title": "입력 잡음",
    "seeds.remedy.instance-noise.help": "D가 보는 모든 것을 크기 0.3의 잡음으로 흐려 가짜와 데이터가 "
    "겹치게 합니다.",
    "seeds.remedy.wasserstein-loss.title": "바서슈타인 손실",
    "seeds.remedy.wasserstein-loss.help": "바서슈타인 손실과 그 기울기 벌점: 비평자의 기울기는 거리가 "
    "멀어도 사라지지 않습니다.",
    "seeds.remedy.pairing.title": "상대론적 짝짓기",
    "seeds.remedy.pairing.help": "상대론적 손실: D는 가짜를 따로 판단하지 않고 진짜 표본과 비교합니다.",
    "seeds.remedy.pairing-and-flatness.title": "짝짓기에 R1과 R2",
    "seeds.remedy.pairing-and-flatness.help": "상대론적 짝짓기에 R1과 R2를 함께 씁니다.",
    "seeds.remedy.least-squares-loss.title": "최소제곱 손실",
    "seeds.remedy.least-squares-loss.help": "최소제곱 손실: D의 옳은 쪽으로 너무 멀리 간 가짜를 그대로 "
    "두지 않고 되당깁니다.",
    "seeds.remedy.batch-norm.title": "G의 배치 정규화",
    "seeds.remedy.batch-norm.help": "G에 배치 정규화를 넣어 은닉층마다 배치의 표본들을 서로 떼어 놓습니다.",
    "seeds.remedy.minibatch-deviation.title": "미니배치 표준편차",
    "seeds.remedy.minibatch-deviation.help": "배치의 표본들이 얼마나 다른지 D에게 보여 주어, 모두 비슷한 "
    "배치를 거부할 수 있게 합니다.",
    "seeds.remedy.packing.title": "묶음 판별",
    "seeds.remedy.packing.help": "D가 표본 네 개를 함께 판단하여, 모두 비슷한 가짜가 드러나게 합니다.",
    "seeds.remedy.spectral-norm.title": "D의 스펙트럼 정규화",
    "seeds.remedy.spectral-norm.help": "D의 스펙트럼 정규화: 어느 층도 늘이지 않으므로 D의 기울기가 "
    "어디서나 제한됩니다.",
    "seeds.remedy.fine-detail.title": "D의 푸리에 특징",
    "seeds.remedy.fine-detail.help": "D의 입력에 사인 특징(두 옥타브)을 더해, 작은 D도 가까운 곳들을 "
    "구별하게 합니다.",
    "seeds.remedy.wide-start.title": "넓은 시작",
    "seeds.remedy.wide-start.help": "G의 가중치를 크게 시작하여, 첫 표본이 작은 무더기가 아니라 넓게 "
    "퍼지게 합니다.",
    "seeds.remedy.two-time-scales.title": "두 시간 척도",
    "seeds.remedy.two-time-scales.help": "G 한 스텝에 D 한 스텝이며, D의 학습률은 네 배입니다.",
    "seeds.remedy.more-d-steps.title": "D 스텝 늘리기",
    "seeds.remedy.more-d-steps.help": "G 한 스텝에 D 열 스텝: D가 최적에 더 가까이 머물러 그 기울기의 "
    "의미가 가장 커집니다.",
    "seeds.remedy.fewer-d-steps.title": "D 스텝 줄이기",
    "seeds.remedy.fewer-d-steps.help": "G 한 스텝에 D 한 스텝: D가 덜 확신하고 기울기가 사라지지 않습니다.",
    "seeds.remedy.no-momentum.title": "관성 없애기",
    "seeds.remedy.no-momentum.help": "두 신경망 모두 지금의 기울기만 따릅니다. 게임에서 관성은 맴도는 "
    "움직임을 키웁니다.",
    "seeds.remedy.unrolled.title": "펼친 D",
    "seeds.remedy.unrolled.help": "G가 D의 다섯 스텝을 내다봅니다. 지금의 D가 아니라 그때 응답했을 "
    "D에게서 배웁니다.",
    "seeds.remedy.averaging.title": "평균한 G",
    "seeds.remedy.averaging.help": "G의 마지막 가중치 대신 지난 가중치의 이동 평균(기억 0.999)을 보여 "
    "줍니다.",
    # The duel: runs side by side
    "duel.over": "무엇으로 대결할까",
    "duel.own": "직접 정한 설정",
    "several.play_run": "실험의 실행",
    "several.partial": "실험의 데이터는 올린 파일이어서 설정에 담기지 않습니다. 먼저 그곳에서 다른 "
    "데이터를 고르십시오.",
    "duel.add": "실행 추가",
    "duel.remove": "이 실행 빼기",
    "duel.choose": "이 실행의 손실과 제약",
    "duel.side": "{side}: {name}",
    "duel.with": "{loss} + {constraint}",
    "duel.more": "더 보기",
    "duel.settings": "이 실행의 다른 설정",
    "duel.settings.help": "링크에서처럼 이름과 값을 쓰고 &로 잇습니다. 처음부터라면 모두 바꿀 수 있고, "
    "일부는 실행 도중에도 바꿀 수 있습니다.",
    "duel.restart": "처음부터",
    "duel.now": "이 스텝부터",
    "duel.differences": "서로 다른 점",
    "duel.differ": "서로 다른 점",
    "duel.equal": "서로 다른 점이 없음",
    "duel.same": "나머지는 모두 같습니다: {what}.",
    "duel.same.weights": "처음 가중치",
    "duel.same.data": "데이터",
    "duel.same.noise": "잡음",
    "duel.same.networks": "신경망",
    "duel.same.rates": "학습률",
    "duel.unlike": "신경망이 서로 달라서 처음 가중치도 다릅니다.",
    "duel.true": "예",
    "duel.false": "아니요",
    "duel.link": "이 대결의 링크 복사",
    "duel.linked": "링크를 복사했습니다. 모든 실행의 설정과 시드, 모든 변경이 담겨 있습니다.",
    # Distances' laboratory and Dirac-GAN
    "distances.lost": "실험실에 연결할 수 없습니다. 잠시 뒤에 다시 시도하십시오.",
    "distances.rooms": "비교 대상",
    "distances.room.laws": "두 분포",
    "distances.room.lines": "평행한 두 선분",
    "distances.room.dirac": "디랙 GAN",
    "distances.laws": "두 분포",
    "distances.laws.picture": "p의 밀도, 그리고 θ = {theta:2}만큼 옮긴 q의 밀도입니다. q를 옆으로 끌거나 "
    "아래 슬라이더를 쓰십시오.",
    "distances.theta": "이동량 θ",
    "distances.follow": "기울기 따라가기",
    "distances.shape.p": "p의 모양",
    "distances.shape.q": "q의 모양",
    "distances.table": "모든 거리",
    "distances.distance": "거리",
    "distances.value": "값",
    "distances.gradient": "d / dθ",
    "distances.curve": "θ에 따라",
    "distances.bound": "최댓값",
    "distances.against": "q의 이동량 θ에 따른 {name}",
    "distances.kl": "KL (p에서 q)",
    "distances.reverse-kl": "KL (q에서 p)",
    "distances.jensen-shannon": "젠슨-섀넌",
    "distances.root-jensen-shannon": "√ 젠슨-섀넌",
    "distances.total-variation": "총변동",
    "distances.hellinger": "헬링거",
    "distances.wasserstein-1": "1-바서슈타인",
    "distances.seen.same": "p와 q가 같으므로 모든 거리가 0입니다.",
    "distances.seen.meet": "두 선분이 겹치므로 모든 거리가 0입니다. 다른 θ에서는 가까울 때 1-바서슈타인만 "
    "작습니다.",
    "distances.seen.infinite": "{name}: 한쪽의 질량이 있는 곳에 다른 쪽의 질량이 없어 무한대입니다. "
    "1-바서슈타인은 {earth:2}입니다.",
    "distances.seen.jump": "{name}: 값은 {value}이고 여기에는 기울기가 없습니다. 1-바서슈타인의 기울기는 "
    "{pull:2}입니다.",
    "distances.seen.bound": "{name}: 값은 {value}, 최댓값은 {bound}입니다. 기울기가 {gradient}이므로 p가 "
    "어디 있는지 알려 주지 못합니다. 1-바서슈타인은 기울기 {pull:2}, 방향을 알려 줍니다.",
    "distances.seen.flat": "{name}: 값은 {value}이고 여기서 평평합니다(기울기 {gradient}). 1-바서슈타인의 "
    "기울기는 {pull:2}입니다.",
    "distances.seen.level": "{name}: 값은 {value}이고 여기서 평평합니다. q를 어느 쪽으로 옮겨도 거의 변하지 "
    "않습니다.",
    "distances.seen.left": "{name}: 값은 {value}이고 q를 왼쪽으로 옮기면 줄어듭니다(기울기 {gradient}).",
    "distances.seen.right": "{name}: 값은 {value}이고 q를 오른쪽으로 옮기면 줄어듭니다(기울기 {gradient}).",
    "distances.panels": "자세히 보기",
    "distances.panel.built": "구성",
    "distances.panel.earth": "흙 옮기기",
    "distances.panel.plane": "평면에서",
    "distances.panel.critics": "비평자",
    "distances.panel.axioms": "거리의 공리",
    "distances.sum": "넓이를 더하면 {name}: {value}.",
    "distances.sum.root": "넓이의 합은 {sum}, 그 제곱근이 {name}: {value}.",
    "distances.built.picture": "넓이로 나타낸 {name}: {terms}.",
    "distances.time": "p에서 q까지의 시간",
    "distances.move": "옮기기",
    "distances.swap": "둘 맞바꾸기",
    "distances.targets": "왼쪽부터 p의 각 점이 가는 목적지",
    "distances.target": "p의 점 {from}: 목적지는 q의 점 {to}",
    "distances.couplings": "짝짓기와 평균 거리 E|x − y|",
    "distances.coupling.optimal": "최적",
    "distances.coupling.independent": "독립",
    "distances.coupling.reversed": "거꾸로",
    "distances.coupling.random": "무작위",
    "distances.coupling.worst": "최악",
    "distances.coupling.hand": "직접",
    "distances.excess": "직접 한 짝짓기: {cost}, 최적보다 {excess} 큽니다.",
    "distances.no_excess": "직접 한 짝짓기가 최적입니다.",
    "distances.one_way": "p가 모두 q의 한쪽에 있어 어떤 짝짓기든 비용이 같습니다.",
    "distances.duality": "위는 점 {count}개씩입니다. 막대그래프로는 최소 비용 {primal} = 최적 1-립시츠 "
    "비평자 {dual}.",
    "distances.earth.picture": "p의 점과 q의 점의 짝짓기({name}): 평균 거리 {cost}.",
    "distances.plan.picture": "x와 y의 결합 분포를 나타낸 열지도입니다. 질량을 x에서 y로 많이 보낼수록 "
    "진합니다.",
    "distances.points": "점의 수",
    "distances.swap_random": "무작위로 둘 맞바꾸기",
    "distances.other": "다른 점들",
    "distances.critics.d": "최적 판별자 D*(x), 0과 1 사이",
    "distances.critics.f": "최적 비평자 f*(x), 기울기는 1 이하",
    "distances.critics.told": "q의 밀도가 가장 높은 x = {x:2}에서 D*의 기울기는 {d}, f*의 기울기는 "
    "{f}입니다.",
    "distances.critics.clipped": "가중치를 자르며 학습",
    "distances.critics.penalised": "기울기 벌점으로 학습",
    "distances.critics.trained": "200스텝 뒤 평균 기울기는 가중치 자르기에서 {clipped}, 기울기 벌점에서 "
    "{penalised}입니다.",
    "distances.train": "비평자 둘 학습",
    "distances.training": "p와 q의 표본으로 비평자 둘을 학습하고 있습니다.",
    "distances.axiom.identity": "p = q일 때만 0",
    "distances.axiom.symmetry": "대칭",
    "distances.axiom.triangle": "삼각 부등식",
    "distances.axiom.kept": "성립",
    "distances.axiom.broken": "성립하지 않음, 반례 보기",
    "distances.counter.symmetry": "{name}: p(점선)에서 q(실선)까지는 {first}, q에서 p까지는 {second}입니다.",
    "distances.counter.triangle": "{name}: p(점선)에서 r(파선)까지는 {first}, q(실선)를 거치면 {second} + "
    "{third} = {sum}, 오히려 더 작습니다.",
    "dirac.method": "방법",
    "dirac.updates": "갱신 순서",
    "dirac.simultaneous": "동시에",
    "dirac.alternating": "번갈아",
    "dirac.rate": "학습률",
    "dirac.n_d": "G 한 번에 D 갱신 횟수",
    "dirac.weight": "벌점 가중치",
    "dirac.limit": "자르는 한계",
    "dirac.sigma": "잡음 σ",
    "dirac.keys": "디랙 GAN의 위상 그림입니다. θ는 생성자, ψ는 D의 기울기입니다. 시작점을 끌거나 화살표 "
    "키로 옮기십시오.",
    "dirac.converges": "{name}: 균형점 근처에서 갱신마다 작은 거리에 최대 {size:4} 배가 곱해지므로 "
    "수렴합니다.",
    "dirac.circles": "{name}: 균형점 근처에서 갱신이 작은 거리를 그대로 둡니다(인수 {size:4}). 그래서 "
    "맴돕니다.",
    "dirac.diverges": "{name}: 균형점 근처에서 갱신마다 작은 거리에 최대 {size:4} 배가 곱해지므로 "
    "발산합니다.",
    "dirac.kink": "{name}: 벌점이 균형점에서 꺾여 있어 어떤 게임이든 균형점에서 밀어냅니다.",
    "dirac.path": "여기서 시작하면 {steps}번의 갱신 뒤 거리가 {start}에서 {end}: 이렇게 바뀝니다.",
    "dirac.eigenvalues": "한 번 갱신의 고윳값과 단위원",
    "dirac.circle.picture": "복소평면에 그린 한 번 갱신의 고윳값: 큰 쪽의 절댓값은 {size:4}입니다.",
    "dirac.radius": "갱신에 따른 균형점까지의 거리",
    # 표본과 가장 가까운 학습 그림
    "nearest.open": "가장 가까운 학습 그림",
    "nearest.title": "{step:0} 스텝의 표본 {i:0}, 그리고 가장 가까운 학습 그림",
    "nearest.before": "앞의 표본",
    "nearest.next": "다음 표본",
    "nearest.close": "닫기",
    "nearest.said": "학습 그림 {count:0}개 가운데 가장 가까운 것까지의 거리는 {distance:1}입니다(유클리드 "
    "거리, 화소는 −1에서 1까지). 학습에 쓰지 않은 진짜 그림은 보통 {usual:1}만큼 떨어져 있습니다(중앙값). "
    "그보다 훨씬 가까운 표본은 베낀 것에 가깝습니다.",
    "nearest.alone": "학습 그림 {count:0}개 가운데 가장 가까운 것까지의 거리는 {distance:1}입니다(유클리드 "
    "거리, 화소는 −1에서 1까지). 견줄 만한, 학습에 쓰지 않은 그림이 없습니다.",
    # 신경망의 안쪽
    "latent.tool.inside": "D와 G의 안쪽",
    "latent.inside.layer": "층",
    "latent.inside.map": "맵",
    "latent.inside.maps": "{layer:0}층: {side:0} × {side:0} 맵 {count:0}개",
    "latent.inside.units": "{layer:0}층: 유닛 {count:0}개",
    "latent.inside.kernels": "D의 첫 층의 필터(저마다의 눈금). 파랑은 획을 바라고 주황은 꺼립니다. 고른 "
    "필터에는 테두리가 있습니다",
    "latent.inside.patches": "D의 고른 맵을 가장 크게 자극하는 진짜 그림 조각 아홉 개",
    "latent.inside.before": "있는 그대로의 표본 열여섯 개",
    "latent.inside.after": "G의 고른 맵을 끈 같은 표본",
    "latent.inside.d": "D의 첫 층의 필터(파랑은 획을 바라고 주황은 꺼림)와, 이 맵을 가장 크게 자극하는 "
    "진짜 그림 조각입니다.",
    "latent.inside.g": "같은 z에서 G의 이 맵만 껐습니다. 화소가 평균 255단계 중 {change:1}단계 변합니다.",
    "latent.inside.none": "이 신경망에는 은닉층이 없습니다.",
    # The latent explorer
    "latent.said": "이 실행의 표본 64개입니다. z는 늘 같고 G만 변합니다. 클릭한 표본은 ‘{slot}’ 자리에 "
    "들어갑니다.",
    "latent.step": "{step:0} 스텝",
    "latent.lost": "실행이 응답하지 않습니다. 다시 시도하거나 실험 화면에서 처음으로 되돌리세요.",
    "latent.samples": "고를 수 있는 표본",
    "latent.sample": "표본 {i}",
    "latent.empty": "비어 있음",
    "latent.sheets": "표본과 잠재 공간",
    "latent.sheet.samples": "표본 G(z)",
    "latent.sheet.manifold": "잠재 공간 전체",
    "latent.manifold.even": "2차원 사전 분포를 고르게 나눈 잠재 벡터 10 × 10개에서의 G (2014년 변분 "
    "오토인코더 논문의 그림 4와 같은 방식)",
    "latent.manifold.shape": "사전 분포의 모양이 놓인 평면을 고르게 덮는 잠재 벡터 10 × 10개에서의 G. 모양의 "
    "틈새도 보입니다",
    "latent.pad": "잠재 공간을 지나는 평면. 화살표 키로 움직입니다",
    "latent.base": "출발 표본",
    "latent.basis": "방향",
    "latent.basis.principal": "가장 강한 방향",
    "latent.basis.axes": "z의 축",
    "latent.on.across": "오른쪽 방향",
    "latent.on.up": "위쪽 방향",
    "latent.found": "{step:0} 스텝에서 찾은, G가 가장 많이 변하는 방향",
    "latent.again": "다시 찾기",
    "latent.shown": "평면 위 그 자리에서의 G",
    "latent.tools": "표본 사이",
    "latent.tool.way": "보간",
    "latent.tool.sum": "산술",
    "latent.from": "길의 시작 A",
    "latent.to": "길의 끝 B",
    "latent.ways": "A에서 B로 가는 길",
    "latent.arc": "호",
    "latent.straight": "직선",
    "latent.go": "걷기",
    "latent.stop": "멈춤",
    "latent.walk": "A에서 B로 가는 길 위의 자리",
    "latent.strip": "A에서 B로 가는 길 위의 표본들",
    "latent.why.shell": "호(구면 보간) 위에서는 모든 z의 길이가 G가 학습한 z와 같습니다. 성분이 많은 "
    "가우스 z의 길이는 약 √d이고, 그보다 훨씬 짧은 일은 거의 없습니다.",
    "latent.why.middle": "직선의 한가운데에서 z는 양 끝보다 약 29% 짧습니다. G가 거의 학습하지 못한 "
    "자리입니다.",
    "latent.why.all": "z의 성분이 하나나 둘이면 어떤 길이든 비슷하게 흔하므로 직선도 나쁘지 않은 길입니다.",
    "latent.why.box": "균등 분포의 잠재 벡터는 상자를 채우고, 직선은 상자를 벗어나지 않습니다. 호는 "
    "벗어날 수 있습니다.",
    "latent.why.shape": "직선은 사전 분포의 모양을 벗어나 G가 거의 학습하지 못한 자리를 지날 수 있습니다. "
    "거기서 표본이 어떻게 되는지 보십시오.",
    "latent.sum.plus": "바탕이 되는 표본",
    "latent.sum.minus": "뺄 표본",
    "latent.sum.more": "더할 표본",
    "latent.clear": "비우기",
    "latent.sum.how": "줄마다 표본을 셋까지 고르세요. 예: 굵은 7 − 가는 7 + 가는 1. 각 줄의 평균 z를 "
    "더하고 빼서 G가 그림으로 만듭니다.",
    "latent.sum.shell": "종류마다 셋을 평균합니다. 표본 하나씩으로는 산술이 불안정합니다(2016년 DCGAN "
    "논문). 결과는 z의 보통 길이로 되돌리며, 둘레는 이웃 z ± 0.25입니다.",
    "latent.sum.flat": "종류마다 셋을 평균합니다. 표본 하나씩으로는 산술이 불안정합니다(2016년 DCGAN "
    "논문). 결과의 둘레는 이웃 z ± 0.25입니다.",
    "latent.sum.result": "산술의 결과",
    "latent.sum.around": "이웃에 둘러싸인 결과",
    # Complaints
    "notice.close": "닫기",
    "notice.lost": "이 실행과의 연결이 끊겼습니다. 처음으로를 누르면 다시 시작합니다.",
    "notice.settings": "{complaint} 대신 첫 번째 프리셋을 보여 줍니다.",
    "notice.uploaded": "이 링크의 데이터는 올린 파일이었고 링크에는 담기지 않으므로, 다른 점들을 보여 "
    "줍니다.",
    "notice.seed": "시드는 0 이상의 정수여야 합니다.",
    # Own data and files
    "own.points.line": "{name}: 숫자 {rows:0}개, (x − {x}) / {scale} 변환으로 −2 … 2에 맞추었습니다.",
    "own.points.plane": "{name}: 점 {rows:0}개, (점 − ({x}, {y})) / {scale} 변환으로 긴 변을 −2 … 2에 "
    "맞추었습니다.",
    "own.picture": "{name}: {width:0} × {height:0} 픽셀을 {columns:0} × {lines:0} 칸으로 나누었습니다. "
    "어두울수록 밀도가 높습니다.",
    "own.images": "{name}: 그림 {count:0}장을 회색조 정사각형 28 × 28 픽셀로 바꾸었습니다. 그 밖의 파일: "
    "{others:0}개.",
    "own.run": "저장한 실행을 {steps:0} 스텝부터 이어 갑니다.",
    # The view that explains the others
    "about.game": "게임의 규칙",
    "about.game.1": "생성자 G는 잡음 z를 표본으로 바꾸고, 판별자 D는 표본마다 진짜일 가능성을 말합니다. "
    "D는 둘을 구별하는 법을 배우고, G는 D의 기울기에서 표본이 갈 곳을 배웁니다. 위조범과 경찰의 관계와 "
    "같습니다.",
    "about.game.2": "둘 다 잘하면 생성 분포가 데이터 분포와 같아지고, D는 어디서나 ½로 찍을 수밖에 "
    "없습니다. 그 길에서 많은 일이 잘못될 수 있으며, 프리셋이 그것을 보여 줍니다.",
    "about.colours": "색의 뜻",
    "about.colour.data": "데이터, x와 p_data: 검은 점선",
    "about.colour.generator": "생성자, G(z)와 p_g: 초록 실선",
    "about.colour.discriminator": "판별자 또는 비평자, D(x): 파란 파선",
    "about.colour.push": "목적 함수가 표본을 미는 방향",
    "about.numbers": "숫자의 출처",
    "about.numbers.1": "숫자 옆에는 완벽한 생성자가 얻을 값이 있습니다. 표본이 유한하면 그 값도 0이 "
    "아닙니다. 직선 위의 밀도와 발산은 정확한 값이고, 평면에서는 표본으로 잰 값입니다.",
    "about.numbers.2": "프리셋의 설명은 설정을 고를 때 쓰지 않은 시드로 세어 본 결과이며, 카드에 그 비율이 "
    "적혀 있습니다. 같은 설정은 같은 실행이 됩니다.",
    "about.keys": "단축키",
    "about.key.play": "재생과 일시 정지",
    "about.key.steps": "D, G, 둘 다 한 번 갱신",
    "about.key.back": "이전 순간으로, 처음으로",
    "about.key.along": "타임라인 이동",
    "about.key.seed": "새 시드",
    "about.key.full": "전체 화면",
    "about.papers": "바탕이 된 논문",
}

WORDS: dict[str, str] = PAGE | NAMES | SENTENCES | COMPLAINTS
