"""What the server complains of in Korean, each found by the English sentence as the program writes it.

The key holds names in braces where the program fills something in; the page looks for the sentence that
fits, and what was filled in may be such a sentence or a part of one itself. So a complaint has its words
in one place of the program, and a translation is never shown for one that has changed since.
"""

from __future__ import annotations

PARTS = {
    # What values are allowed, why a thing is as it is: parts of the sentences below
    "true or false": "true 또는 false",
    "one of {choices}": "{choices} 중 하나",
    "between {low} and {high}": "{low} 이상 {high} 이하",
    "a whole number {bounds}": "{bounds}의 정수",
    "a number {bounds}": "{bounds}의 수",
    "{few} to {most} numbers {bounds}, separated by commas": "쉼표로 나눈 {bounds}의 수 {few}~{most}개",
    "{few} to {most} characters like {start}...": "{start}... 같은 글자 {few}~{most}개",
    "{few} to {most} rows of {columns} finite number{s} each": "유한한 수 {columns}개씩 {few}~{most}행",
    "1 to {most} rows and columns of non-negative numbers, one at least positive": (
        "1~{most}행과 열의 음수가 아닌 수, 하나 이상은 양수"
    ),
    "{ratio} times": "{ratio}배가",
    "more than": "전부보다 더",
    "no": "0",
    "run the playground on your own computer": "자신의 컴퓨터에서 놀이터를 실행하십시오",
    "a compressed file": "압축 파일",
    "a PDF document": "PDF 문서",
    "a pickle, which could run anything and is never opened": "무엇이든 실행할 수 있어 결코 열지 않는 pickle",
    "a picture of a kind that is not read here": "여기서 읽지 못하는 종류의 그림",
    "Write one number or two in each line, separated by a comma.": (
        "줄마다 수를 하나 또는 쉼표로 나누어 둘 쓰십시오."
    ),
    "Make it again from small PNG or JPEG pictures.": "작은 PNG나 JPEG 그림으로 다시 만드십시오.",
    "This is not a run saved by the playground, or it is damaged.": (
        "놀이터가 저장한 실행이 아니거나 파일이 손상되었습니다."
    ),
}

SETTINGS = {
    "{name} must be {allowed}; {value} is not.": "{name}의 허용 값: {allowed}. {value} 값은 쓸 수 없습니다.",
    "{name} must be one of {known}; {key} is not.": (
        "{name}의 허용 값: {known} 중 하나. {key} 값은 쓸 수 없습니다."
    ),
    "{name} must be {rule}; this is no array of numbers.": (
        "{name}의 허용 값: {rule}. 이것은 수의 배열이 아닙니다."
    ),
    "{name} must be {rule}; some of these are not finite.": (
        "{name}의 허용 값: {rule}. 유한하지 않은 값이 들어 있습니다."
    ),
    "{name} names an entry twice; name each once.": (
        "{name}에 같은 항목이 두 번 있습니다. 한 번씩만 쓰십시오."
    ),
    "There is no setting {name} here. Known are: {known}.": (
        "여기에는 {name} 설정이 없습니다. 있는 설정: {known}."
    ),
    "There is no setting {name}: {parent} has none as it is chosen here.": (
        "{name} 설정은 없습니다. 지금 고른 {parent}에는 설정이 없습니다."
    ),
    "There is no setting {name} here; there is {likely}.": (
        "여기에는 {name} 설정이 없습니다. 비슷한 설정: {likely}."
    ),
    "{name} is a group of settings; set one of its members, such as {member}.…": (
        "{name} 이름은 설정의 묶음입니다. {member}.… 같은 그 안의 설정을 고르십시오."
    ),
    "{name} cannot be set: {head} holds {held}. Add {key} to {again} first.": (
        "{name} 설정을 바꿀 수 없습니다. {head}에 지금 있는 것: {held}. 먼저 {again}에 {key} 항목을 "
        "더하십시오."
    ),
    "{path} cannot change during a run; reset to use the new value.": (
        "{path} 설정은 실행 중에 바꿀 수 없습니다. 새 값을 쓰려면 처음으로 돌아가십시오."
    ),
    "{path}={value} needs other networks, so it starts a new run.": (
        "{path}={value} 설정에는 다른 신경망이 필요하므로 새 실행이 시작됩니다."
    ),
    "There is no half-step {half}; there are {known}.": "{half} 반스텝은 없습니다. 있는 반스텝: {known}.",
    "{high} must be at least {low} + {narrowest} = {bound}; {value} is not.": (
        "{high} 값은 {low} + {narrowest} = {bound} 이상이어야 합니다. {value} 값은 쓸 수 없습니다."
    ),
    "Settings name at most {most} things; these name {count}.": (
        "설정은 최대 {most}개까지 쓸 수 있는데, 여기에는 {count}개가 있습니다."
    ),
    "Settings are at most {most} characters long; these are {count}.": (
        "설정은 최대 {most}자인데, 이것은 {count}자입니다."
    ),
    "{path} must look like {again}=objective:wasserstein; {text} does not.": (
        "{path} 항목은 {again}=objective:wasserstein 모양이어야 합니다. {text} 값은 그렇지 않습니다."
    ),
    "A run keeps at most {most} changes; reset it, or go back to before some of them.": (
        "한 실행에는 변경을 최대 {most}번까지 남길 수 있습니다. 처음으로 돌아가거나, 변경 전의 스텝으로 "
        "되돌아가십시오."
    ),
    "The changes of this run are too long to keep; reset it, or go back to before some of them.": (
        "이 실행의 변경 기록이 너무 길어졌습니다. 처음으로 돌아가거나, 변경 전의 스텝으로 되돌아가십시오."
    ),
    "A run keeps at most {most} single half-steps; play on, or start anew.": (
        "한 실행에는 반스텝을 최대 {most}번까지 남길 수 있습니다. 계속 재생하거나 새로 시작하십시오."
    ),
    "preset={preset} is of family {family}; leave out one of them.": (
        "preset={preset} 설정의 모형은 {family}입니다. 둘 중 하나를 빼십시오."
    ),
    "The networks of trained={name} have other shapes than these settings ask for; leave trained out, or "
    "keep the networks and the noise of preset={preset}.": (
        "trained={name} 신경망은 이 설정과 모양이 다릅니다. trained 설정을 빼거나, preset={preset} "
        "프리셋의 신경망과 잡음을 그대로 쓰십시오."
    ),
    "An autoencoder takes pictures or points in the plane here; choose such data, or family=gan.": (
        "여기서 오토인코더는 그림이나 평면의 점을 씁니다. 그런 데이터나 family=gan 설정을 고르십시오."
    ),
    "A conditional GAN takes data in the plane or pictures here; choose such data, or family=gan.": (
        "여기서 조건부 GAN은 평면의 데이터나 그림을 씁니다. 그런 데이터나 family=gan 설정을 고르십시오."
    ),
    "A Gaussian mixture is fitted to data on the line or in the plane here; choose other data, or "
    "family=gan.": (
        "여기서 가우스 혼합은 직선이나 평면의 데이터에 맞춥니다. 다른 데이터나 family=gan 설정을 고르십시오."
    ),
    "Samples of {title} carry no labels; choose a mixture of Gaussians, or pictures that have labels, such "
    "as MNIST.": (
        "{title}: 이 데이터의 표본에는 레이블이 없습니다. 가우스 혼합이나 MNIST처럼 레이블이 있는 그림을 "
        "고르십시오."
    ),
    "{title} is for the plain GAN; the adversary of an autoencoder takes slope penalties and clipping.": (
        "{title} 설정은 보통의 GAN에만 쓸 수 있습니다. 오토인코더의 적에는 기울기 벌점과 자르기를 쓸 수 "
        "있습니다."
    ),
    "{title} is for the plain GAN; CycleGAN takes slope penalties and clipping.": (
        "{title} 설정은 보통의 GAN에만 쓸 수 있습니다. CycleGAN에는 기울기 벌점과 자르기를 쓸 수 있습니다."
    ),
    "CycleGAN translates between points in the plane or between pictures; {title} as {letter} are neither. "
    "Choose other data, or family=gan.": (
        "CycleGAN은 평면의 점끼리, 또는 그림끼리 옮깁니다. {letter}의 {title} 데이터는 어느 쪽도 "
        "아닙니다. 다른 데이터나 family=gan 설정을 고르십시오."
    ),
    "CycleGAN takes points in the plane for both X and Y, or pictures for both; here X is {x} and Y is {y}. "
    "Set target to data of the kind that X is of: spiral, say, or striped.": (
        "CycleGAN에서는 X와 Y가 둘 다 평면의 점이거나 둘 다 그림이어야 합니다. 지금 X: {x}, Y: {y}. "
        "target을 spiral이나 striped처럼 X와 같은 종류의 데이터로 정하십시오."
    ),
    "Consensus leaves no D to look ahead to; choose unrolled=0 or another constraint.": (
        "합의 최적화에는 앞을 내다볼 D가 남지 않습니다. unrolled=0이나 다른 제약을 고르십시오."
    ),
    "Only the plain GAN in the plane judges packs of samples; choose pack=1.": (
        "표본을 묶어 판별하는 것은 평면의 보통 GAN뿐입니다. pack=1을 고르십시오."
    ),
    "A batch of {batch} cannot be parted into packs of {pack}; choose another batch.": (
        "배치 {batch}개는 {pack}개씩 나누어떨어지지 않습니다. 배치를 바꾸십시오."
    ),
    "A DCGAN makes or judges images whose sides are multiples of 4; choose such a distribution, or "
    "network=mlp for both players.": (
        "DCGAN은 변의 길이가 4의 배수인 그림을 만들거나 판별합니다. 그런 분포를 고르거나, 두 선수 모두 "
        "network=mlp로 정하십시오."
    ),
    "{title} is a prior of {dimension} coordinates, and z has {z}; set dim to {again}, or choose the "
    "Gaussian prior.": (
        "{title} 사전 분포의 좌표는 {dimension}개인데 z의 좌표는 {z}개입니다. dim을 {again}개로 정하거나 "
        "가우스 사전 분포를 고르십시오."
    ),
    "{components} components need as many training samples; {size} are too few.": (
        "성분 {components}개에는 학습 표본이 그만큼 필요합니다. {size}개는 너무 적습니다."
    ),
    "This data holds numbers beyond all bounds; a mixture has no way to fit them.": (
        "이 데이터에는 한없이 큰 수가 있어 혼합을 맞출 수 없습니다."
    ),
    "One step of this would take {times} times the most that is allowed; choose a smaller width, depth, "
    "batch or k.": (
        "이 설정의 한 스텝에는 허용된 양의 {times}배가 필요합니다. 너비, 깊이, 배치, k를 줄이십시오."
    ),
    "One step of this takes {times} the computing time that this server gives; choose a smaller width, "
    "depth, batch or k, or {else}.": (
        "이 설정의 한 스텝에는 이 서버가 주는 계산 시간의 {times} 필요합니다. 너비, 깊이, 배치, k를 "
        "줄이십시오. 아니면 {else}."
    ),
    "These networks have {weights} weights, and this server gives a run {most}; choose a smaller width or "
    "depth, or {else}.": (
        "이 신경망의 가중치는 {weights}개이고, 이 서버가 한 실행에 주는 것은 {most}개입니다. 너비나 깊이를 "
        "줄이십시오. 아니면 {else}."
    ),
    "The half-steps in these settings take {times} the computing time that this server gives them; leave "
    "some out, or choose smaller networks or a smaller batch.": (
        "이 설정의 반스텝에는 이 서버가 주는 계산 시간의 {times} 필요합니다. 몇 개를 빼거나, 더 작은 "
        "신경망이나 배치를 고르십시오."
    ),
    "This server trains at most {most} seeds side by side, not {count}.": (
        "이 서버가 나란히 학습시키는 시드는 최대 {most}개입니다. {count}개는 안 됩니다."
    ),
    "A duel has 2 to {most} sides; {count} is not.": "대결에는 2~{most}쪽이 있습니다. {count}쪽은 안 됩니다.",
    "A variant sets knobs and may name a family; it names no preset.": (
        "변형에서는 설정과 모형을 정할 수 있지만 프리셋은 정할 수 없습니다."
    ),
    "Many seeds are shown side by side for data on the line or in the plane only.": (
        "여러 시드를 나란히 보는 것은 직선이나 평면의 데이터에서만 됩니다."
    ),
    "Only plain GANs are looked at together; choose family=gan.": (
        "함께 볼 수 있는 것은 보통의 GAN뿐입니다. family=gan 설정을 고르십시오."
    ),
    "This data has no modes to count; choose a mixture, such as the ring.": (
        "이 데이터에는 셀 모드가 없습니다. 고리 같은 혼합을 고르십시오."
    ),
    "This machine has no {name} device; choose device=cpu or device=auto.": (
        "이 컴퓨터에는 {name} 장치가 없습니다. device=cpu나 device=auto를 고르십시오."
    ),
}

OWN_DATA = {
    "heights must contain at least one positive number; all are zero.": (
        "heights에는 양수가 하나 이상 있어야 합니다. 모두 0입니다."
    ),
    "paint must be letters from a to p, each with a number of cells or without.": (
        "paint는 a부터 p까지의 글자이며, 글자마다 칸 수가 붙을 수 있습니다."
    ),
    "paint must fill exactly {cells} cells; this fills {count}.": (
        "paint는 정확히 {cells}칸을 채워야 합니다. 이것은 {count}칸을 채웁니다."
    ),
    "paint must leave at least one cell above 'a'; this sheet is empty.": (
        "paint에는 'a'보다 진한 칸이 하나 이상 있어야 합니다. 이 그림은 비어 있습니다."
    ),
    "This file has {size} MB; the most is {most} MB. Take a part of the data.": (
        "이 파일은 {size} MB입니다. 최대 크기는 {most} MB입니다. 데이터의 일부만 쓰십시오."
    ),
    "This file is too large; the most is {most} MB.": "파일이 너무 큽니다. 최대 크기는 {most} MB입니다.",
    "This file is empty; choose one with numbers or a picture.": (
        "빈 파일입니다. 수나 그림이 든 파일을 고르십시오."
    ),
    "This is {what}. Save the data as CSV or NPY, or as a PNG or JPEG picture.": (
        "이 파일의 종류: {what}. 데이터를 CSV나 NPY로, 또는 PNG나 JPEG 그림으로 저장하십시오."
    ),
    "This file is neither text nor an NPY file nor a picture. Save the data as CSV or NPY, or as a PNG or "
    "JPEG picture.": (
        "텍스트도 NPY 파일도 그림도 아닙니다. 데이터를 CSV나 NPY로, 또는 PNG나 JPEG 그림으로 저장하십시오."
    ),
    "No line of this file holds numbers. {how}": "이 파일에는 수가 든 줄이 없습니다. {how}",
    "This file has {columns} columns; keep one (the line) or two (the plane).": (
        "이 파일의 열은 {columns}개입니다. 하나(직선) 또는 둘(평면)만 남기십시오."
    ),
    "This file has more than {most} lines; take a part of them.": (
        "이 파일의 줄이 {most}개보다 많습니다. 일부만 쓰십시오."
    ),
    "Line {number} has more than {most} characters. {how}": "{number}번째 줄이 {most}자보다 깁니다. {how}",
    "Line {number} does not have as many numbers as the first line of them: {count}, not {columns}.": (
        "{number}번째 줄의 수는 {count}개로, 첫 줄의 {columns}개와 다릅니다."
    ),
    "Line {number} holds {shown} in place of a finite number. {how}": (
        "{number}번째 줄에 유한한 수 대신 {shown} 값이 있습니다. {how}"
    ),
    "This file has {rows} row{s} of numbers; give it {fewest} or more.": (
        "이 파일에는 수가 {rows}행 있습니다. {fewest}행 이상이 필요합니다."
    ),
    "This file has {rows} rows; the most is {most}. Take a random part of them.": (
        "이 파일은 {rows}행입니다. 최대 {most}행입니다. 무작위로 일부만 쓰십시오."
    ),
    "Row {row} of the data is not finite; take out such rows.": (
        "데이터의 {row}행이 유한하지 않습니다. 그런 행을 빼십시오."
    ),
    "All rows of this file are the same; data of at least two values are needed.": (
        "이 파일의 모든 행이 같습니다. 값이 두 가지 이상인 데이터가 필요합니다."
    ),
    "The array in this file does not hold plain real numbers; save it as float32 or float64.": (
        "이 파일의 배열에 보통의 실수가 아닌 것이 있습니다. float32나 float64로 저장하십시오."
    ),
    "The header of this NPY file is damaged; save the array again with numpy.save.": (
        "이 NPY 파일의 머리말이 손상되었습니다. numpy.save로 다시 저장하십시오."
    ),
    "This NPY file is damaged; save the array again with numpy.save.": (
        "이 NPY 파일은 손상되었습니다. numpy.save로 다시 저장하십시오."
    ),
    "This NPY file ends too early: it announces {rows} rows and holds fewer. Save it again.": (
        "이 NPY 파일은 너무 일찍 끝납니다. {rows}행이라고 하지만 그보다 적습니다. 다시 저장하십시오."
    ),
    "The array in this file has the shape ({sizes}); it must be (n,), (n, 1) or (n, 2): one row for each "
    "point.": (
        "이 파일의 배열은 ({sizes}) 모양입니다. (n,), (n, 1), (n, 2) 중 하나로, 점마다 한 행이어야 합니다."
    ),
    "This machine has no numbers of the kind {kind}; save float64.": (
        "이 컴퓨터에는 {kind} 종류의 수가 없습니다. float64로 저장하십시오."
    ),
    "This picture is blank; the data come from its dark places, and there are none.": (
        "빈 그림입니다. 데이터는 그림의 어두운 곳에서 나오는데, 어두운 곳이 없습니다."
    ),
    "This picture is damaged or cut off; save it again as PNG or JPEG.": (
        "그림이 손상되었거나 잘렸습니다. PNG나 JPEG로 다시 저장하십시오."
    ),
    "This {kind} picture has more than {most} million pixels; save it in a smaller size.": (
        "이 {kind} 그림의 화소가 {most}백만 개보다 많습니다. 더 작게 저장하십시오."
    ),
    "This picture is more than {most} times as long as wide; crop it.": (
        "그림의 긴 변이 짧은 변의 {most}배보다 깁니다. 잘라 내십시오."
    ),
    "This JPEG picture is made of too many pieces; save it again as PNG.": (
        "이 JPEG 그림은 너무 많은 조각으로 되어 있습니다. PNG로 다시 저장하십시오."
    ),
    "This ZIP archive has more than {most} files; take a part of them.": (
        "이 ZIP 파일에 든 파일이 {most}개보다 많습니다. 일부만 쓰십시오."
    ),
    "This ZIP archive is damaged or cut off. {again}": "ZIP 파일이 손상되었거나 잘렸습니다. {again}",
    "This ZIP archive is locked by a password. {again}": "ZIP 파일이 암호로 잠겨 있습니다. {again}",
    "This ZIP archive is packed in an unusual way. {again}": (
        "ZIP 파일이 흔하지 않은 방식으로 압축되었습니다. {again}"
    ),
    "This ZIP archive unpacks to far more than it is. {again}": "ZIP 파일이 풀면 지나치게 커집니다. {again}",
    "This ZIP archive holds a single picture; put {fewest} or more into it.": (
        "ZIP 파일에 그림이 하나뿐입니다. {fewest}개 이상 넣으십시오."
    ),
    "This is a ZIP archive without pictures of one's own, such as an Excel sheet or an NPZ file. Save "
    "numbers as CSV or NPY, or fill the archive with small PNG or JPEG pictures.": (
        "그림이 들어 있지 않은 ZIP 파일입니다(엑셀이나 NPZ 파일도 그렇습니다). 수는 CSV나 NPY로 저장하고, "
        "ZIP에는 작은 PNG나 JPEG 그림을 넣으십시오."
    ),
    "The pictures in this ZIP archive have more than {most} million pixels in all; save them in a smaller "
    "size.": "ZIP 파일의 그림을 합치면 {most}백만 화소보다 많습니다. 더 작게 저장하십시오.",
    "In this ZIP archive {name} has more than {most} MB; save it in a smaller size, or leave it out.": (
        "ZIP 파일 속 {name} 파일이 {most} MB보다 큽니다. 더 작게 저장하거나 빼십시오."
    ),
    "{name} in this ZIP archive: {error}": "ZIP 파일 속 {name}: {error}",
    "This model learns no distribution of points; choose a preset that does.": (
        "이 모형은 점의 분포를 배우지 않습니다. 점의 분포를 배우는 프리셋을 고르십시오."
    ),
    "The file took too long to arrive; try again, or take a smaller one.": (
        "파일이 오는 데 너무 오래 걸렸습니다. 다시 보내거나 더 작은 파일을 보내십시오."
    ),
    "The upload broke off; try again.": "업로드가 끊겼습니다. 다시 보내십시오.",
    "Many files are arriving at the moment; try again in a minute.": (
        "지금 많은 파일이 들어오고 있습니다. 1분 뒤에 다시 보내십시오."
    ),
    "The server is busy with other files; try again in a moment.": (
        "서버가 다른 파일을 처리하고 있습니다. 잠시 뒤에 다시 보내십시오."
    ),
}

SAVED_RUNS = {
    "There is no picture of a run on such data; measure it, or draw samples of it.": (
        "이런 데이터에서 배우는 실행에는 그림이 없습니다. 값을 재거나 표본을 뽑아 보십시오."
    ),
    "A half-step is taken with half_step, not set.": "반스텝은 설정이 아니라 half_step 명령으로 합니다.",
    "{foreign} ({reason}.)": "{foreign} ({reason}.)",
    "The settings in this file cannot be used: {error}": "이 파일의 설정을 쓸 수 없습니다: {error}",
    "The settings in this file contradict themselves.": "이 파일의 설정은 서로 어긋납니다.",
    "This run was saved by another version of the playground.": "다른 버전의 놀이터가 저장한 실행입니다.",
    "This run does not fit its own settings: its networks have other shapes.": (
        "이 실행은 자신의 설정과 맞지 않습니다. 신경망의 모양이 다릅니다."
    ),
    "This file holds data that its settings do not name.": "이 파일에는 설정에 없는 데이터가 들어 있습니다.",
    "This file holds data that is no array of numbers.": (
        "이 파일에는 수의 배열이 아닌 데이터가 들어 있습니다."
    ),
    "This file holds runs of {count} seeds; here at most {most} can be opened. Open it with Trainer.load.": (
        "이 파일에는 시드 {count}개의 실행이 있는데, 여기서는 최대 {most}개를 열 수 있습니다. "
        "Trainer.load로 여십시오."
    ),
    "This run was trained on {title}, which is not on this machine yet. Fetch it, or name the folder it is "
    "in by PLAYGROUND_DATA, and open the file again.": (
        "이 실행이 배운 {title} 데이터가 아직 이 컴퓨터에 없습니다. 받아 오거나 PLAYGROUND_DATA로 폴더를 "
        "알려 준 뒤 파일을 다시 여십시오."
    ),
    "This run has data of {rows} rows; here the most is {most}.": (
        "이 실행의 데이터는 {rows}행입니다. 여기서는 최대 {most}행입니다."
    ),
    "format must be one of {known}; {kind} is not.": (
        "format의 허용 값: {known} 중 하나. {kind} 값은 쓸 수 없습니다."
    ),
    "Only a single run can be saved; open one of these in Play first.": (
        "실행 하나만 저장할 수 있습니다. 먼저 그중 하나를 플레이에서 여십시오."
    ),
}

RUNS = {
    "{error} Reset the run, or change what made it stop.": (
        "{error} 처음으로 돌아가거나, 멈추게 한 설정을 바꾸십시오."
    ),
    "The run stopped because of an internal fault ({kind}: {fault}).": (
        "내부 오류로 실행이 멈췄습니다 ({kind}: {fault})."
    ),
    "The run diverged by step {step}: its weights are no longer finite numbers. Rewind, then try a lower "
    "learning rate or a constraint on D.": (
        "실행이 {step} 스텝에서 발산했습니다. 가중치가 더는 유한한 수가 아닙니다. 뒤로 간 다음 학습률을 "
        "낮추거나 D에 제약을 걸어 보십시오."
    ),
    "The past of this run begins at step {first}; {step} is earlier.": (
        "이 실행의 과거는 {first} 스텝부터입니다. {step} 스텝은 그보다 앞섭니다."
    ),
    "The run is at step {now} already; name a later one to stop at.": (
        "실행은 이미 {now} 스텝에 있습니다. 멈출 스텝으로 더 뒤를 고르십시오."
    ),
    "The run is on its way to step {goal}; wait for it, or press Pause.": (
        "실행이 {goal} 스텝으로 가는 중입니다. 기다리거나 일시정지를 누르십시오."
    ),
    "A condition must look like modes >= 8 or jsd <= 0.01.": (
        "조건은 modes >= 8 또는 jsd <= 0.01 같은 모양이어야 합니다."
    ),
    "A wall stops at a step: its seeds do not meet a condition all at once.": (
        "시드 벽은 스텝에서만 멈춥니다. 시드들이 한꺼번에 조건을 채우지는 않기 때문입니다."
    ),
    "Slow motion shows one run; here there are several.": (
        "느린 동작은 실행 하나만 보여 줍니다. 여기에는 여러 개가 있습니다."
    ),
    "A link goes to a step between 0 and {most}; {text} is not.": (
        "링크가 가리키는 스텝은 0 이상 {most} 이하여야 합니다. {text} 값은 쓸 수 없습니다."
    ),
    "part must be one of both, {halves}; {part} is not.": (
        "part의 허용 값: both, {halves} 중 하나. {part} 값은 쓸 수 없습니다."
    ),
    "speed must be a number between {slowest} and {fastest} iterations per second, null for full speed, or "
    '"{slow}"; {value} is not.': (
        'speed의 허용 값: 초당 {slowest} 이상 {fastest} 이하의 반복 수, 최대 속도는 null, 또는 "{slow}". '
        "{value} 값은 쓸 수 없습니다."
    ),
    "{name} must be a whole number between 0 and {most}; {value} is not.": (
        "{name}의 허용 값: 0 이상 {most} 이하의 정수. {value} 값은 쓸 수 없습니다."
    ),
    "replica must be a whole number between 0 and {most}; {value} is not.": (
        "replica의 허용 값: 0 이상 {most} 이하의 정수. {value} 값은 쓸 수 없습니다."
    ),
    "query must be a text of at most {most} characters.": "query는 최대 {most}자의 글이어야 합니다.",
    'values must be settings of the data, such as {"distribution": "ring"}.': (
        'values는 {"distribution": "ring"}처럼 데이터의 설정이어야 합니다.'
    ),
    "{path} is not a setting of the data.": "{path} 이름은 데이터의 설정이 아닙니다.",
    "layers must be a list of some of {known}.": "layers는 {known} 중 몇 개의 목록이어야 합니다.",
    "path and value must be texts of at most 200 and {most} characters.": (
        "path와 value는 최대 200자와 {most}자의 글이어야 합니다."
    ),
    "A setting's value must be a text of at most {most} characters.": (
        "설정의 값은 최대 {most}자의 글이어야 합니다."
    ),
    "There is no command {name}. Known are: {known}.": "{name} 명령은 없습니다. 있는 명령: {known}.",
    "This is not a command that a page can send.": "페이지가 보낼 수 있는 명령이 아닙니다.",
    "This is not a command that a {what} can be sent.": "여기({what})에 보낼 수 있는 명령이 아닙니다.",
    "The settings of a {what} must be a text of at most {most} characters.": (
        "{what}의 설정은 최대 {most}자의 글이어야 합니다."
    ),
    "The speed of a {what} must be one of {known}.": "{what}의 속도는 {known} 중 하나여야 합니다.",
    "Name 1 to {most} settings, such as {example}.": "설정을 1~{most}개 쓰십시오. 예: {example}.",
    "Only a wall of seeds has runs to take out.": "실행을 꺼낼 수 있는 것은 시드 벽뿐입니다.",
}

SERVER = {
    "Files are for pages of this server.": "파일은 이 서버의 페이지에서만 주고받습니다.",
    "There is nothing at this address.": "이 주소에는 아무것도 없습니다.",
    "The call broke off.": "요청이 끊겼습니다.",
    "All {limit} places are taken at the moment; try again in a minute, or run the playground on your own "
    "computer.": (
        "지금 {limit}자리가 모두 찼습니다. 1분 뒤에 다시 오거나 자신의 컴퓨터에서 놀이터를 실행하십시오."
    ),
    "This run has ended, because nobody watched it. Reset starts it again.": (
        "아무도 보지 않아 이 실행은 끝났습니다. 처음으로를 누르면 다시 시작합니다."
    ),
    "This run is watched {count} times already.": "이 실행은 이미 {count}곳에서 보고 있습니다.",
    "This run has not caught up with its last commands yet; try again in a moment.": (
        "실행이 지난 명령을 아직 따라잡지 못했습니다. 잠시 뒤에 다시 해 보십시오."
    ),
    "The server is busy; try again in a moment.": "서버가 바쁩니다. 잠시 뒤에 다시 해 보십시오.",
    "The server is shutting down.": "서버가 꺼지는 중입니다.",
    "The server made a mistake; it has been noted.": "서버에 오류가 있었습니다. 기록해 두었습니다.",
    "Too many pages are watching at the moment; try again in a minute.": (
        "지금 보고 있는 페이지가 너무 많습니다. 1분 뒤에 다시 해 보십시오."
    ),
    "Too many connections from your address are open at the moment.": (
        "같은 주소에서 열린 연결이 너무 많습니다."
    ),
    "Too many calls came from your address; wait a few seconds.": (
        "같은 주소에서 요청이 너무 많이 왔습니다. 몇 초 기다리십시오."
    ),
    "The call took too long to arrive.": "요청이 오는 데 너무 오래 걸렸습니다.",
    "A call is at most {most} MB long.": "요청은 최대 {most} MB입니다.",
    "This page has no function {index}; reload it.": (
        "이 페이지에는 {index}번 기능이 없습니다. 새로 고치십시오."
    ),
    "The laboratory is busy with other visitors; try again in a moment.": (
        "실험실이 다른 방문자로 바쁩니다. 잠시 뒤에 다시 해 보십시오."
    ),
}

LOOKING_INTO = {
    "There is no picture of samples on such data; choose others in Play.": (
        "이런 데이터의 표본에는 그림이 없습니다. 플레이에서 다른 데이터를 고르십시오."
    ),
    "The latent explorer looks into a single run; open one of these in Play first.": (
        "잠재 공간은 실행 하나만 들여다봅니다. 먼저 그중 하나를 플레이에서 여십시오."
    ),
    "This model draws its samples from no latents, so there is nothing to explore.": (
        "이 모형은 잠재 변수에서 표본을 뽑지 않으므로 살펴볼 것이 없습니다."
    ),
    "The {name} of this run has no hidden layers to look into.": (
        "이 실행의 {name}에는 들여다볼 은닉층이 없습니다."
    ),
    "A picture of the whole latent space needs two dimensions, and here are {dimension}; set noise.dim=2.": (
        "잠재 공간 전체의 그림에는 차원이 둘이어야 하는데 여기에는 {dimension}개입니다. noise.dim=2로 "
        "정하십시오."
    ),
    "Latent arithmetic needs at least one latent to start from.": (
        "잠재 공간의 산술에는 시작할 잠재 변수가 하나 이상 필요합니다."
    ),
    "A recipe makes at most {most} samples, and this one {count}.": (
        "한 번에 만드는 표본은 최대 {most}개인데, 이것은 {count}개입니다."
    ),
    "Critics are trained on laws with densities; the parallel lines have none.": (
        "비평자는 밀도가 있는 분포에서 학습합니다. 평행선에는 밀도가 없습니다."
    ),
    "The laboratory compares at most {most} points; {count} are more.": (
        "실험실이 비교하는 점은 최대 {most}개입니다. {count}개는 더 많습니다."
    ),
    "{path} is no setting of {name}; there are {known}.": (
        "{path} 이름은 {name}의 설정이 아닙니다. 있는 설정: {known}."
    ),
    "{name} is at most {most} characters long; this has {count}.": (
        "{name}의 길이는 최대 {most}자인데, 이것은 {count}자입니다."
    ),
}

IMAGE_SETS = {
    "The set of pictures must be one of {known}; {key} is not.": (
        "그림 모음의 허용 값: {known} 중 하나. {key} 값은 쓸 수 없습니다."
    ),
    "{title} could not be fetched. {reasons}": "{title} 데이터를 받아 오지 못했습니다. {reasons}",
    "{title} could not be fetched: {error}": "{title} 데이터를 받아 오지 못했습니다: {error}",
    "{title} is still on its way: {done} of {total} MB.": (
        "{title} 데이터가 오는 중입니다: {total} MB 중 {done} MB."
    ),
    "{title} is neither in the data folder nor in the cache, and has not been fetched.": (
        "{title} 데이터가 데이터 폴더에도 캐시에도 없고, 아직 받아 오지 않았습니다."
    ),
    "{mirror} does not give {file} ({reason}).": "{mirror} 주소에서 {file} 파일을 주지 않습니다 ({reason}).",
}

COMPLAINTS = {
    f"complaint.{english}": korean
    for group in (PARTS, SETTINGS, OWN_DATA, SAVED_RUNS, RUNS, SERVER, LOOKING_INTO, IMAGE_SETS)
    for english, korean in group.items()
}
