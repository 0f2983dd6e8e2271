/** British and American spelling, as rules on the word; the American one is the form compared. */

const colour =
  /^(col|fav|hon|lab|neighb|behavi|harb|hum|rum|vap|flav|od|parl|sav|tum|val|vig|endeav|arm|glam|rig|splend|cand|clam|ferv|ard|demean|savi|succ|misdemean|dishon|disfav|discol|unfav)our(?!n)/
const centre =
  /^((?:kilo|centi|milli)?met|lit|cent|theat|fib|calib|somb|spect|lust|meag|sab|och|mit)re(s|d)?$/
const doubled =
  /^(travel|cancel|model|label|level|signal|fuel|total|counsel|marvel|channel|dial|tunnel|equal|jewel|quarrel|rival|spiral|trial|funnel|panel|parcel|pencil|initial|stencil|enrol|fulfil|distil|instal)l(ed|ing|er|ers|ment|ments)$/
/** Words in -ise, -yse and -isation that are not spelled with z. */
const notIze =
  /^(?:advert|adv|ar|compr|comprom|desp|dev|disgu|exerc|franch|improv|merchand|otherw|likew|clockw|prem|prom|rev|superv|surpr|telev|w|r|pra|ra|cru|bru|no|po|pa|conc|prec|expert|parad|treat|exc|inc|dem|gu|v|m|chem|anticlockw|counterclockw|appr|ent|surm|circumc|enterpr|repr|upr|adv)is/

const others: Readonly<Record<string, string>> = {
  grey: 'gray',
  greyer: 'grayer',
  programme: 'program',
  programmes: 'programs',
  tyre: 'tire',
  tyres: 'tires',
  plough: 'plow',
  aluminium: 'aluminum',
  jewellery: 'jewelry',
  mum: 'mom',
  mums: 'moms',
  pyjamas: 'pajamas',
  sceptical: 'skeptical',
  ageing: 'aging',
  judgement: 'judgment',
  judgements: 'judgments',
  acknowledgement: 'acknowledgment',
  fulfil: 'fulfill',
  fulfils: 'fulfills',
  enrol: 'enroll',
  enrols: 'enrolls',
  enrolment: 'enrollment',
  instalment: 'installment',
  instalments: 'installments',
  skilful: 'skillful',
  wilful: 'willful',
  whilst: 'while',
  amongst: 'among',
  towards: 'toward',
  afterwards: 'afterward',
  ok: 'okay',
  defence: 'defense',
  offence: 'offense',
  licence: 'license',
  licences: 'licenses',
  pretence: 'pretense',
  practise: 'practice',
  practised: 'practiced',
  practising: 'practicing',
  cosy: 'cozy',
  kerb: 'curb',
  moustache: 'mustache',
  storey: 'story',
  storeys: 'stories',
  manoeuvre: 'maneuver',
  diarrhoea: 'diarrhea',
  mould: 'mold',
  omelette: 'omelet',
  draught: 'draft',
  doughnut: 'donut',
  doughnuts: 'donuts',
  speciality: 'specialty',
  aeroplane: 'airplane',
  cancelation: 'cancellation',
  cancelations: 'cancellations',
  cheque: 'check',
  cheques: 'checks',
  theatre: 'theater',
  goodbye: 'goodbye',
  bye: 'bye',
  alright: 'alright',
}

/** `colour` -> `color`, `mobilisation` -> `mobilization`, `travelled` -> `traveled`, `centre` -> `center`. */
export function americanSpelling(word: string): string {
  if (word.length < 4 && word !== 'ok' && word !== 'mum') return word
  const whole = others[word]
  if (whole !== undefined) return whole
  if (word.includes('our')) return word.replace(colour, '$1or')
  if (word.includes('re') && centre.test(word)) return word.replace(centre, '$1er$2')
  if (doubled.test(word)) return word.replace(doubled, '$1$2')
  if (/is(?:e|ing|ation|er)/.test(word) && !notIze.test(word))
    return word.replace(
      /([bcdghklmnprstvx]|[aeiou][lrn]|i|e|u)is(e[sdr]?|ers|ing|ations?)$/,
      '$1iz$2',
    )
  if (/ys(?:e|ing)/.test(word))
    return word.replace(/^(anal|paral|catal|breathal|dial|hydrol)ys(ed|er|ers|ing|e)$/, '$1yz$2')
  if (word.endsWith('ogue') || word.endsWith('ogues'))
    return word.replace(/^(catal|dial|anal|prol|epil|monol)ogue(s?)$/, '$1og$2')
  return word.includes('ae') || word.includes('oe')
    ? word.replace(/^(an|p|orthop|encyclop|h|gyn|arch|f)(?:ae|oe)(?=st|di|mo|ma|co|ec|ol|t)/, '$1e')
    : word
}
