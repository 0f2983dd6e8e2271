import { primarySubtag } from './language-rules.ts'

/** Words that carry grammar rather than content: they weigh little when texts are compared. */
const lists: Record<string, string> = {
  en: 'a an the of to in on at by for with from and or but if then than as is are was were be been being am do does did have has had will would shall should can could may might must i you he she it we they me him her us them my your his its our their this that these those there here what which who whom whose when where why how not no so too very just also into out up down over under about it one some any all each',
  de: 'der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie ist sind war waren sein bin bist seid hat habe haben hatte wird werden wurde ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein dein sein ihr unser in im an am auf bei für mit von vom zu zum zur aus nach um so auch nur sehr nicht kein keine dass da dort hier was wer wann wo warum dieser diese dieses man',
  fr: 'le la les l un une des du de d et ou mais si que qui quoi dont où est sont était être suis es êtes ai as a ont avoir avait sera je tu il elle on nous vous ils elles me te se lui leur mon ma mes ton ta tes son sa ses notre votre ce cet cette ces c j n s t m à au aux en dans sur sous par pour avec sans ne pas plus très aussi y',
  es: 'el la los las un una unos unas de del y o pero si que quien es son era ser soy eres está están estar fue ha han he haber será yo tú él ella nosotros ellos ellas me te se le les lo mi mis tu tus su sus nuestro este esta estos estas ese esa eso a al en por para con sin sobre no más muy también como cuando donde',
  it: 'il lo la i gli le l un uno una di del della dei delle e o ma se che chi è sono era essere sei siamo ha hanno ho avere sarà io tu lui lei noi voi loro mi ti si ci vi lo mio tuo suo nostro questo questa quello a al alla in nel nella su sul per con da dal non più molto anche come quando dove',
  nl: 'de het een en of maar als dan dat die dit deze is zijn was waren ben bent heeft heb hebben had wordt worden zal ik jij je hij zij ze wij we jullie mij me hem haar ons mijn jouw uw in op aan bij voor met van naar uit om te niet geen ook zeer er hier daar wat wie wanneer waar',
  pt: 'o a os as um uma uns umas de do da dos das e ou mas se que quem é são era ser sou está estão estar foi tem têm ter será eu tu ele ela nós eles elas você me te lhe meu minha teu seu sua nosso este esta esse essa isso ao à em no na nos nas por para com sem não mais muito também como quando onde',
  pl: 'i a o w we z ze na do od po za dla przez przy pod nad jest są był była być ma mam nie się to ten ta te tego tej co kto jak gdzie kiedy że czy lub ale ja ty on ona my wy oni mnie mi ci go jej ich mój twój jego',
  sv: 'en ett den det de och eller men om att som är var vara har hade ska skall blir jag du han hon vi ni mig dig honom oss min din sin vår i på av till för med från vid inte ingen så också mycket här där vad vem när hur',
  ru: 'и а но или в во на с со к у о об от до по за из для при не это этот эта эти тот я ты он она мы вы они мне меня его её их мой твой наш был была было быть есть будет что кто как где когда бы ли же',
}

const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(lists).map(([language, list]) => [language, new Set(list.split(' '))]),
)
const none: ReadonlySet<string> = new Set()

/** Function words of a BCP-47 language; empty for languages without a list. */
export function functionWordsOf(language: string): ReadonlySet<string> {
  return sets.get(primarySubtag(language)) ?? none
}
