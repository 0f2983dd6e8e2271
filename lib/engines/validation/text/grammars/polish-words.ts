import { endings, formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

const cases = (stem: string) => endings(stem, '- a y ów owi em ami ach').join(' ')

export const months = formsOf([
  [1, 'styczeń stycznia styczniu'],
  [2, 'luty lutego lutym'],
  [3, 'marzec marca marcu'],
  [4, 'kwiecień kwietnia kwietniu'],
  [5, 'maj maja maju'],
  [6, 'czerwiec czerwca czerwcu'],
  [7, 'lipiec lipca lipcu'],
  [8, 'sierpień sierpnia sierpniu'],
  [9, 'wrzesień września wrześniu'],
  [10, 'październik października październiku'],
  [11, 'listopad listopada listopadzie'],
  [12, 'grudzień grudnia grudniu'],
] as const)

export const weekdays = formsOf([
  [1, 'poniedziałek poniedziałku poniedziałkiem'],
  [2, 'wtorek wtorku wtorkiem'],
  [3, 'środa środę środy środzie'],
  [4, 'czwartek czwartku czwartkiem'],
  [5, 'piątek piątku piątkiem'],
  [6, 'sobota sobotę soboty sobocie'],
  [7, 'niedziela niedzielę niedzieli'],
] as const)

export const units = formsOf([
  ['second', 'sekunda sekundy sekund sekundę sek'],
  ['minute', 'minuta minuty minut minutę'],
  ['hour', 'godzina godziny godzin godzinę godz'],
  ['day', 'dzień dnia dni doba doby dób dobę'],
  ['week', 'tydzień tygodnia tygodnie tygodni'],
  ['month', 'miesiąc miesiąca miesiące miesięcy'],
  ['year', 'rok roku lata lat'],
  ['kilometre', cases('kilometr')],
  ['metre', cases('metr')],
  ['centimetre', cases('centymetr')],
  ['millimetre', cases('milimetr')],
  ['kilogram', `${cases('kilogram')} kilo`],
  ['gram', cases('gram')],
  ['tonne', 'tona tony ton tonę'],
  ['litre', cases('litr')],
  ['kilometre-per-hour', 'kilometrów na godzinę|kilometry na godzinę|km na godzinę'],
  ['celsius', 'stopni celsjusza|stopnie celsjusza|stopień celsjusza'],
  ['fahrenheit', 'stopni fahrenheita|stopnie fahrenheita'],
  ['degree', 'stopień stopnia stopnie stopni'],
] as const)

export const currencies = formsOf([
  ['PLN', 'złoty złotego złote złotych złotym zł pln'],
  ['USD', 'dolar dolara dolary dolarów'],
  ['EUR', 'euro'],
  ['GBP', 'funt funta funty funtów'],
  ['CZK', 'korona korony koron'],
  ['CHF', 'frank franka franki franków'],
] as const)

export const polite = phrases(
  'dzień dobry|dobry wieczór|cześć|witam|witamy|dziękuję|dziękujemy|dziękuję bardzo|bardzo dziękuję|dzięki|proszę|proszę bardzo|oczywiście|jasne|z przyjemnością|' +
    'do widzenia|miłego dnia|do usłyszenia|czy mogę w czymś jeszcze pomóc|czy mogę jeszcze w czymś pomóc|w czym jeszcze mogę pomóc|czy coś jeszcze|coś jeszcze|dziękuję za telefon|dziękujemy za telefon|dziękujemy za kontakt|nie ma za co',
)

export const negations = words(
  'nie nigdy żaden żadna żadne żadnego żadnej żadnych żadnym nikt nikogo nic niczego ani bez brak nigdzie niemożliwe niemożliwy niemożliwa odmowa odmówiono wykluczone',
)

export const negationPatterns = [
  /^nie(?!$|dziel|go$|j$|mu$|mi$|bo|bie|ch$|sie|ść|si|co$|któr|daw|dług|dob|miec|mc|zwyk|ust|mniej|zależ|raz|kied|zmiern|rob|wiel|spodz|stety|pok|ocen)\p{L}{3,}/u,
]

export const conditions = phrases(
  'jeśli|jeżeli|gdyby|o ile|może|być może|możliwe|prawdopodobnie|chyba|pewnie|rzekomo|pod warunkiem|w przypadku|w razie|czyżby|inaczej|ledwo|by|' +
    'błąd|awaria|problem|problemy|niestety|nie udało się|nieudane|nieudana|próba|próbowałem|próbowałam|próbowaliśmy|spróbowałem|spróbowano|próbuję|wątpię|poniżej zera',
)

export const harmless = phrases(
  'nie ma problemu|nie ma sprawy|żaden problem|bez problemu|nie ma za co|nic nie szkodzi|nie szkodzi|proszę się nie martwić|nie martw się|nie tylko|bez wątpienia|nic się nie stało|nie ma kłopotu',
)

export const approximators = phrases(
  'około|ok|mniej więcej|prawie|niemal|do|od|co najmniej|co najwyżej|najwyżej|więcej niż|mniej niż|ponad|poniżej|powyżej|maksymalnie|minimum|maksimum|przynajmniej|jakieś',
)

export const functionWords = words(
  'i a o w we z ze na do od po za dla przez przy pod nad jest są był była było byli być będzie będą ma mam mamy nie się to ten ta te tego tej tym co kto jak gdzie kiedy że czy lub albo ale oraz ja ty on ona ono my wy oni one mnie mi ci go jej ich im mój twój jego nasz pan pani państwo pana państwa już jeszcze też także',
)

function stem(word: string): string {
  const bare = word.replace(
    /(?:iego|iemu|iami|ego|emu|ami|ach|owi|iej|ymi|imi|ów|om|em|ej|ym|im|ych|ich|ie|ią|ię|[aąeęioóuy])$/u,
    '',
  )
  return bare.length >= 3 ? bare : word
}

export const sameStem = (a: string, b: string): boolean => stem(a) === stem(b)
