import { counterList } from '#lib/engines/validation/text/grammars/korean-numbers.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

export const units = formsOf([
  ['kilometre', '킬로미터'],
  ['metre', '미터'],
  ['centimetre', '센티미터 센티 센치'],
  ['millimetre', '밀리미터'],
  ['mile', '마일'],
  ['foot', '피트'],
  ['inch', '인치'],
  ['square-metre', '제곱미터 평방미터'],
  ['litre', '리터'],
  ['millilitre', '밀리리터'],
  ['gram', '그램'],
  ['kilogram', '킬로그램'],
  ['milligram', '밀리그램'],
  ['tonne', '톤'],
  ['pound', '파운드'],
  ['celsius', '섭씨'],
  ['degree', '도'],
  ['hour', '시간'],
  ['minute', '분'],
  ['second', '초'],
  ['day', '일 일간'],
  ['week', '주 주일 주간'],
  ['month', '개월 달'],
  ['year', '년 년간'],
  ['kilowatt', '킬로와트'],
  ['watt', '와트'],
  ['volt', '볼트'],
  ['gigabyte', '기가 기가바이트'],
  ['megabyte', '메가 메가바이트'],
  ['kilocalorie', '킬로칼로리 칼로리'],
] as const)

export const currencies = formsOf([
  ['KRW', '원 한국원'],
  ['USD', '달러 미국달러 불'],
  ['EUR', '유로'],
  ['GBP', '파운드'],
  ['JPY', '엔 엔화'],
  ['CNY', '위안'],
  ['THB', '바트'],
  ['VND', '동'],
] as const)

export const weekdays = formsOf(
  ['월', '화', '수', '목', '금', '토', '일'].map(
    (name, index) => [index + 1, `${name}요일`] as const,
  ),
)

const one = '[한두세네]|다섯|여섯|일곱|여덟|아홉'
const native = `(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|${one})?|스무|하나|둘|셋|넷|${one})`
const sino = '[영공일이삼사오육륙칠팔구십백천만억조]'
const unit = [...counterList.split(' '), ...units.keys(), ...currencies.keys()]
  .sort((a, b) => b.length - a.length)
  .join('|')
const particle =
  '에서는|에서도|까지는|까지만|부터는|으로는|이라고|입니다|입니까|인가요|이에요|이었습니다|에서|까지|부터|으로|이나|이고|이며|이면|인데|예요|에게|에는|에도|에만|정도|이상|이하|미만|짜리|쯤|씩|경|반|간|째|에|이|가|은|는|을|를|의|도|만|로|와|과|나|요'
const tail = `((?:정도|쯤|경|반|간|씩|짜리|째)?)((?:${particle})?)`

const numberUnit = new RegExp(`^(${native}|${sino}{2,})(${unit})${tail}$`)
const singleUnit = new RegExp(
  `^(${sino})(층|개월|년|월|박|인분|호선|주일|퍼센트|킬로|킬로미터|미터|달러|분|일)${tail}$`,
)
/** 만 is a scale there and "only": 하나만 stays a word. */
const numberTail = new RegExp(`^(${native}|${sino}{2,})(?!만)(${particle})$`)
const scaleUnit = new RegExp(
  `^([십백천만억])(원|명|개|달러|유로|엔|년|번|층|호|대|권|장|병|미터|킬로|톤|가지|표)${tail}$`,
)
const unitTail = new RegExp(`^(${unit})${tail}$`)
const decimal = new RegExp(`^(${sino}+)([점쩜])(${sino}+)((?:${unit})?)${tail}$`)
/** Look like a number with a counter and are words of their own. */
const wholeWords = new Set(
  words(
    '이번 이번에 이분 이월 한도 한도가 한도는 한도를 한편 두통 두통이 세대 세대가 한층 한때 한대 네가 세가 한가지 사이에 사이가 오이가 이사가 이사를 만일 만일에 ' +
      '한번도 하나만 둘만 셋만 두세 한두 서너 두어 오일 일일 이일 이사 사이 오이 구이 일이 이일 사이로 이만 오만 천만 천만에 이도 이를 이가 이는 이은 이의 이에 이로 사로 구로 조로',
  ),
)

const longParticle =
  /^(.+?)(에서는|에서도|에서|까지는|까지|부터는|부터|에게서|에게|한테|으로는|으로|입니다|입니까|인가요|이에요|예요|이었습니다|였습니다|께서|이라고|처럼|보다)$/
const shortParticle = /^(.{2,}?)(에는|에도|은|는|이|가|을|를|의|에|도|만|로|와|과)$/
/** End in what looks like a particle. */
const kept = new Set(
  words(
    '하지만 그렇지만 다만 그러나 때로 그대로 바로 별로 서로 새로 실제로 정말로 어린이 고양이 원숭이 호랑이 아주머니가 누군가 무언가 언젠가 어딘가 ' +
      '있는 없는 하는 되는 가는 오는 같은 좋은 많은 않은 않는 싶은 아니라 아직도 고속도 그리고 얼마나 만약에 가능하지만 것으로 가지만 있지만 없지만 합니다만 입니다만',
  ),
)

/** 취소했습니다 is 취소 and 했습니다. */
const didVerb =
  /^(.{2,}?)((?:하|되)(?:다|는|고|며|면|여|어|지|게|기|지만|려면|려고|도록|세요|십시오|시겠습니까|시겠어요|시면|실|신|겠습니다|어야|었습니다|였습니다|었어요|었고|었으나|거나)|(?:합|됩)(?:니다|니까)|(?:했|됐)(?:습니다|습니까|어요|다|고|는데|던|을|지만)|(?:해|돼)(?:요|서|야|야만|주세요|드리겠습니다|드렸습니다|드릴까요|줘|주)?|(?:할|될)(?:까요)?|한|된|함|됨)$/
/** What makes a question of a sentence, or a condition. */
const asking = /^(.+?)(까요|(?<=[있없겠했었았하되시])나요|은가요|는가요|습니까|입니까)$/
const supposing = /^(?!(?:하|되)시면$)(.+?)(으면|다면|려면|시면)$/

/** `3시에` is 3 시 에, `스물다섯개` 스물다섯 개, `서울에서` 서울 에서: numbers, counters and particles part. */
export function splitKorean(word: string): readonly string[] | null {
  if (wholeWords.has(word) || kept.has(word) || !/^[가-힣]{2,}$/.test(word)) return null
  const match =
    numberUnit.exec(word) ??
    scaleUnit.exec(word) ??
    singleUnit.exec(word) ??
    decimal.exec(word) ??
    numberTail.exec(word) ??
    unitTail.exec(word)
  if (match !== null) {
    const parts = match.slice(1).filter((part) => part !== undefined && part !== '')
    return parts.length > 1 ? parts : null
  }
  const verb = didVerb.exec(word) ?? asking.exec(word) ?? supposing.exec(word)
  if (verb !== null) return verb.slice(1)
  const noun = longParticle.exec(word) ?? shortParticle.exec(word)
  if (noun === null || /(?:지만|니다만|있는|없는|않은|않는)$/.test(word)) return null
  return noun.slice(1)
}

export const polite = phrases(
  '안녕하세요|안녕하십니까|감사합니다|고맙습니다|네 감사합니다|알겠습니다|네 알겠습니다|네|예|물론입니다|물론이죠|그럼요|천만에요|괜찮습니다|죄송합니다|실례합니다|' +
    '전화 주셔서 감사합니다|이용해 주셔서 감사합니다|기다려 주셔서 감사합니다|잠시만 기다려 주세요|잠시만요|좋은 하루 되세요|좋은 하루 보내세요|즐거운 하루 되세요|안녕히 계세요|' +
    '더 도와드릴 것이 있나요|더 도와드릴 일이 있을까요|무엇을 도와드릴까요|다른 도움이 필요하신가요|고객님',
)
export const negations = phrases(
  '안|못|않|않습니다|않았습니다|않아요|않았어요|않은|않는|않고|없|없습니다|없어요|없는|없이|없음|아니|아닙니다|아니에요|아니요|아니오|아닌|아니라|못합니다|못했습니다|불가|불가능|불가능합니다|금지|' +
    '미정|말고|마세요|마십시오|말아 주세요',
)
export const negationPatterns = [
  /않|못(?!지않)|없(?!이 편)|아니|아닙|아닌/,
  /(?<![가-힣])안(?= )|^안$/,
  /불가|금지|마세요|마십시오|말아/,
  /(?<![가-힣])(?:비|무|미|불)(?:활성|효|확인|완료|승인|등록|결제|포함|해당)/,
]
export const conditions = phrases(
  '만약|만약에|만일|혹시|아마|아마도|가능성|경우|경우에|경우에는|다면|으면|려면|시면|하면|되면|하시면|되시면|실패|실패했습니다|실패하였습니다|오류|에러|거절|거부|무효|취소될|것 같습니다|것 같아요|수도 있습니다|' +
    '수 없습니다|할 수 없습니다|수 있을|모르겠습니다|확실하지|확인되면|않으면|대기|보류|미확인|듯합니다|추정',
)
export const harmless = phrases(
  '문제 없습니다|문제없습니다|문제 없이|문제없이|문제 없어요|아니라|뿐만 아니라|뿐 아니라|틀림없이|틀림없습니다|상관없습니다|상관 없습니다|천만에요|별말씀을요|못지않게|변함없이|끊임없이|안녕하세요|안내|' +
    '안전|안심|편안|불안|아니 괜찮습니다|괜찮습니다|걱정하지 마세요|걱정 마세요',
)
export const questions = phrases(
  '까|까요|습니까|입니까|합니까|됩니까|있습니까|인가요|나요|은가요|는가요|ㄹ까요|할까요|될까요|드릴까요|있나요|있을까요|하시겠습니까|하시겠어요|어떠세요|무엇|뭐|어디|언제|누구|왜|어떻게|몇|얼마|어느',
)
export const approximators = phrases(
  '약|대략|거의|정도|쯤|가량|경|이상|이하|미만|초과|최대|최소|적어도|이내|이전|이후|전|후|까지|부터|넘게|남짓|내외|대충|한 번쯤',
)
export const functionWords = words(
  '은 는 이 가 을 를 의 에 에서 에게 한테 와 과 도 만 로 으로 까지 부터 보다 처럼 입니다 이다 이에요 예요 있습니다 있어요 합니다 했습니다 됩니다 되었습니다 하는 그 이 저 것 수 및 ' +
    '그리고 그래서 하지만 그러나 또는 또한 제 저희 우리 당신 고객님 씨 님',
)
