import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import { foldedTables } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import { foldHindi, hindiNumbers } from '#lib/engines/validation/text/grammars/hindi-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/hindi-words.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import {
  cardinalReader,
  ordinalReader,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const { map, set, list } = foldedTables(foldHindi)
const cardinal = cardinalReader(hindiNumbers)
const readOrdinal = ordinalReader(hindiNumbers)
/** `तीसरी`, `3री`, `5वाँ` */
const ordinal: Reader<{ value: string }> = (lexemes, at) => {
  const digits = lexemes[at]
  if (digits?.kind !== 'digits') return readOrdinal(lexemes, at)
  const ending = lexemes[at + 1]
  return ending?.glued === true &&
    /^(?:ल[ाीे]|र[ाीे]|थ[ाीे]|ठ[ाीे]|व(?:ां|ीं|ें|ा|ी|े))$/u.test(foldHindi(ending.text))
    ? { value: String(Number(digits.text)), end: at + 2 }
    : null
}

const months = map(said.months)
const weekdays = map(said.weekdays)

const clock = clockReader({
  hour: cardinal,
  minute: cardinal,
  before: map([]),
  after: map([
    ['बजे', true],
    ['बजकर', true],
    ['बजके', true],
    ['बज कर', true],
  ]),
  minuteWords: map(phrases('मिनट|मिनट पर|मिनट्स').map((word) => [word, true])),
  tailLinks: map([
    ['बजने में', -1],
    ['बजने मे', -1],
  ]),
  parts: map(
    formsOf([
      ['morning', 'सुबह|सुबह के|सुबह को|सवेरे|सुबह सुबह|प्रातः|तड़के'],
      ['noon', 'दोपहर|दोपहर के|दोपहर को|दोपहर में|अपराह्न'],
      ['evening', 'शाम|शाम के|शाम को|सायं|सायंकाल'],
      ['night', 'रात|रात के|रात को|रात में'],
      ['am', 'एएम|am|a . m .|a . m'],
      ['pm', 'पीएम|pm|p . m .|p . m'],
    ] as const),
  ),
  fixed: map([
    ['आधी रात', 0],
    ['मध्यरात्रि', 0],
  ]),
})

/** Hindi: Devanagari numbers with लाख and करोड़, clock times with बजे. */
export const hi: Grammar = {
  language: 'hi',
  lakh: true,
  cardinal,
  ordinal,
  scales: map([
    ['दर्जन', '12'],
    ['सौ', '100'],
    ['हज़ार', '1000'],
    ['लाख', '100000'],
    ['करोड़', '10000000'],
    ['अरब', '1000000000'],
    ['खरब', '100000000000'],
    ['मिलियन', '1000000'],
    ['बिलियन', '1000000000'],
  ]),
  digitWords: map(
    formsOf([
      ['0', 'शून्य ज़ीरो'],
      ['1', 'एक वन'],
      ['2', 'दो टू'],
      ['3', 'तीन थ्री'],
      ['4', 'चार फ़ोर'],
      ['5', 'पाँच फ़ाइव'],
      ['6', 'छह छः छे छै छ सिक्स'],
      ['7', 'सात सेवन'],
      ['8', 'आठ एट'],
      ['9', 'नौ नाइन'],
    ]),
  ),
  repeats: map([
    ['डबल', 2],
    ['ट्रिपल', 3],
  ]),
  letterNames: map(said.letterNames),
  minus: set(words('माइनस ऋण ऋणात्मक')),
  decimalWords: set(words('दशमलव पॉइंट पॉइन्ट प्वाइंट पोइंट')),
  and: set(words('और व एवं तथा')),
  fractions: map([
    ['आधा', '0.5'],
    ['आधे', '0.5'],
    ['आधी', '0.5'],
    ['पौन', '0.75'],
    ['पौना', '0.75'],
    ['सवा', '1.25'],
    ['चौथाई', '0.25'],
  ]),
  share: shareReader({
    cardinal,
    parts: '2: बटा_दो; 3: तिहाई बटा_तीन; 4: चौथाई बटा_चार; 5: बटा_पाँच; 8: बटा_आठ',
    fold: foldHindi,
  }),
  signs: { '-': ['से'], '+': ['जमा', 'धन'], '×': ['गुणा'], '@': ['ऐट'], '.': ['डॉट'] },
  percentAfter: list(phrases('प्रतिशत|फ़ीसदी|फ़ीसद|परसेंट|पर्सेंट|प्रति शत')),
  units: map([...latinUnits, ...said.units]),
  currencies: map(
    formsOf([
      ['INR', 'रुपये रुपए रुपया रुपयों रुपयों रूपये रूपए रूपया रूपयों रुपयें रु inr rs'],
      ['USD', 'डॉलर डालर डॉलर्स usd'],
      ['EUR', 'यूरो eur'],
      ['GBP', 'पाउंड पौंड gbp'],
      ['JPY', 'येन jpy'],
      ['AED', 'दिरहम aed'],
    ]),
  ),
  subunits: map(formsOf([['0.01', 'पैसे पैसा पैसों सेंट सेंट्स']])),
  subunitOf: 'INR',
  months,
  weekdays,
  clock,
  date: dateReader({
    days: [cardinal, ordinal],
    years: [cardinal],
    months,
    weekdays,
    monthFirst: true,
    beforeYear: map([
      ['सन', true],
      ['सन्', true],
    ]),
  }),

  fillers: set(words('अं उम अम्म हम्म उह्ह ह्म्म')),
  polite: list(said.polite),
  negations: list(said.negations),
  negationPatterns: [/^(?:ना|अन?)(?:मंज़?ूर|उपलब्ध|सक्षम|समर्थ|मान्य|पूर्ण)/u],
  conditions: list(said.conditions),
  harmless: list(said.harmless),
  questions: list(words('क्या कब कहाँ कौन कौनसा कौनसी क्यों कैसे कितना कितने कितनी किस किसने किसका')),
  approximators: list(said.approximators),
  split: (word) => {
    const folded = foldHindi(word)
    return folded === word ? null : [folded]
  },
  fold: foldHindi,
  articles: set([]),
  yes: set(phrases('हाँ|हा|जी|जी हाँ|हाँ जी|बिल्कुल|ज़रूर|सही|true|yes')),
  no: set(phrases('नहीं|नही|जी नहीं|ना|न|false|no')),
  functionWords: set(said.functionWords),
  sameStem: (a, b) => hindiStem(a) === hindiStem(b),
}

// gender, number and case are said by the last vowel sign
function hindiStem(word: string): string {
  const folded = foldHindi(word)
  const stem = folded.replace(/(?:ियों|ियां|ाओं|ाएं|ओं|एं|ों|ें|ां|ीं|[ािीेोूु])$/u, '')
  return stem.length >= 2 ? stem : folded
}
