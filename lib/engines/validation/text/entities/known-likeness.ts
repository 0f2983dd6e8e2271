import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Words and names of which one may stand for another. Being in one group proves nothing: it only keeps them from being called different. */
const everywhere = `
munich münchen monaco|vienna wien vienne viena|cologne köln colonia|rome roma rom|milan mailand milano milán|venice venedig venezia venecia
florence florenz firenze florencia|naples neapel napoli nápoles|turin torino|genoa genua genova|geneva genf genève ginebra ginevra
zurich zürich zúrich zurigo|basel bâle basilea|bern berne berna|prague prag praha praga|warsaw warschau warszawa varsovie varsovia
cracow krakow kraków krakau|moscow moskau moskva mosca moscú|copenhagen kopenhagen københavn copenhague|gothenburg göteborg|brussels brüssel bruxelles brussel bruselas
antwerp antwerpen anvers|bruges brugge brügge|ghent gent gand|the-hague den-haag la-haye|lisbon lissabon lisboa lisbonne|seville sevilla séville
nuremberg nürnberg|hanover hannover|lyon lyons|marseille marseilles|nice nizza niza|strasbourg straßburg|athens athen atene atenas athína
bucharest bukarest bucurești bucarest|belgrade belgrad beograd|kiev kyiv kiew|saigon ho-chi-minh-city|bombay mumbai|calcutta kolkata|madras chennai|bangalore bengaluru
peking beijing pékin pekín|canton guangzhou|cairo kairo le-caire el-cairo|jerusalem al-quds|tokyo tokio|london londres londra londen|paris parigi parís parijs
new-york nueva-york nova-york|edinburgh edimburgo|dublin dublín baile-átha-cliath|usa us america united-states united-states-of-america vereinigte-staaten estados-unidos états-unis|uk britain great-britain united-kingdom england
holland netherlands niederlande|czechia czech-republic|burma myanmar|ivory-coast côte-d'ivoire
la los-angeles|sf san-francisco frisco|dc washington|philly philadelphia|vegas las-vegas|nola new-orleans
`
const byLanguage: Readonly<Record<string, string>> = {
  en: `
big large huge l xl|small little tiny s|medium regular m|xl extra-large|xxl extra-extra-large|couch sofa settee|cab taxi|cell mobile phone cellphone telephone|movie film picture|car automobile vehicle auto|apartment flat unit
elevator lift|store shop|pants trousers|sneakers trainers|soda pop coke|fries chips|holiday vacation|doctor physician dr|lawyer attorney|kid child children|child kid|photo picture image
tv television|bike bicycle|fridge refrigerator|airplane plane aircraft|begin start|end finish|quick fast rapid|buy purchase|sell vend|ill sick|mom mum mother|dad father
couple two pair|single one|double two twin|alone single|evening night|soon shortly|cheap inexpensive budget|expensive costly|coach economy|cancel annul|repair fix|booking reservation|bill invoice check
ok okay yes|suite room|st saint|rte route|gate door|freeway highway motorway|song track|playlist list
woman female lady women|man male men|boy male|girl female|grey gray|colour color|pickup collection collect|delivery shipping|takeaway takeout|gas petrol gasoline|restroom bathroom toilet washroom
bob robert rob bobby|bill william will billy|mike michael mick|jim james jimmy|tom thomas|dick richard rick|liz elizabeth beth betty lisa|kate catherine katherine kathryn katie|peggy margaret maggie meg|ted theodore edward
jack john|tony anthony|dave david|dan daniel|joe joseph|steve stephen steven|chris christopher christine|alex alexander alexandra|sam samuel samantha|nick nicholas|matt matthew|pat patrick patricia|harry henry harold|chuck charles charlie
meeting appointment|aircon ac air-conditioning|midday noon|autumn fall|package parcel|weekly week|daily day|monthly month|yearly annual annually year|sunny clear sunshine|rain rainy raining|snow snowy snowing|broken defective
tomorrow tmrw tmr tmrrw tomoz 2moro 2morrow tmw|tonight tonite 2nite 2night|today 2day tonight|x by times|and n|night nite|please plz pls|thanks thx|you u|with w|without wo|number no
yes yeah yep yup|no nope nah|through thru|doughnut donut|light lite|because cause`,
  de: `
groß gross riesig|klein winzig|auto wagen pkw fahrzeug|handy mobiltelefon smartphone|fernseher tv fernsehen|fahrrad rad velo|samstag sonnabend|wohnung apartment|laden geschäft|arzt doktor ärztin|anwalt rechtsanwalt
rechnung quittung|termin verabredung|lied song titel|straße str|platz pl|fahrstuhl aufzug lift|sofa couch|januar jänner|gehweg bürgersteig|film kinofilm|x mal|frau weiblich|mann männlich|bahnsteig gleis|paket päckchen|brötchen semmel`,
  fr: `voiture auto automobile|portable mobile téléphone|vélo bicyclette|médecin docteur|appartement appart|télé télévision tv|rdv rendez-vous|grand gros|petit menu|avion vol|boulevard bd|avenue av|film long-métrage|chanson titre morceau`,
  es: `coche carro auto automóvil|móvil celular teléfono|piso apartamento departamento|ordenador computadora|grande gran|pequeño chico|cita reunión|médico doctor|película film|canción tema|calle c|avenida av avda|autobús bus colectivo guagua`,
  it: `macchina auto automobile|cellulare telefonino telefono|medico dottore|appartamento alloggio|grande grosso|piccolo piccola|film pellicola|canzone brano|via v|treno convoglio`,
}

function groupsOf(text: string, found: Map<string, number[]>, offset: number): number {
  const groups = text.trim().split(/[|\n]+/)
  groups.forEach((group, index) => {
    for (const word of group.trim().split(/\s+/)) {
      const key = word.replaceAll('-', ' ')
      found.set(key, [...(found.get(key) ?? []), offset + index])
    }
  })
  return offset + groups.length
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()
function tableOf(language: string): ReadonlyMap<string, readonly number[]> {
  const subtag = primarySubtag(language)
  let table = tables.get(subtag)
  if (table === undefined) {
    const found = new Map<string, number[]>()
    groupsOf(byLanguage[subtag] ?? '', found, groupsOf(everywhere, found, 0))
    table = found
    tables.set(subtag, table)
  }
  return table
}

const namesOfRegions = new Map<string, ReadonlyMap<string, string>>()
const regionLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']

/** Name or code of a country, an area, a currency or a language, in lower case -> its code. */
function regionsIn(language: string): ReadonlyMap<string, string> {
  let table = namesOfRegions.get(language)
  if (table !== undefined) return table
  const found = new Map<string, string>()
  try {
    const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    for (const first of letters)
      for (const second of letters) {
        const name = regions.of(first + second)
        if (name !== undefined) found.set(name.toLowerCase(), first + second)
      }
  } catch {
    // An unknown tag has no names.
  }
  table = found
  namesOfRegions.set(language, table)
  return table
}

function regionOf(words: string, language: string): string | null {
  if (/^[a-z]{2}$/.test(words)) return words.toUpperCase()
  for (const one of new Set([primarySubtag(language), ...regionLanguages])) {
    const code = regionsIn(one).get(words)
    if (code !== undefined) return code
  }
  return null
}

/** Whether lower-case words may stand for each other: nicknames, names in other languages, synonyms, country codes. */
export function knownAlike(a: string, b: string, language: string): boolean {
  const table = tableOf(language)
  const groups = table.get(a)
  if (groups !== undefined && table.get(b)?.some((group) => groups.includes(group)) === true)
    return true
  const region = regionOf(a, language)
  return region !== null && region === regionOf(b, language)
}
