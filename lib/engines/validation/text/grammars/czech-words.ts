import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

export const months = formsOf([
  [1, 'leden ledna lednu'],
  [2, 'únor února únoru'],
  [3, 'březen března březnu'],
  [4, 'duben dubna dubnu'],
  [5, 'květen května květnu'],
  [6, 'červen června červnu'],
  [7, 'červenec července červenci'],
  [8, 'srpen srpna srpnu'],
  [9, 'září'],
  [10, 'říjen října říjnu'],
  [11, 'listopad listopadu'],
  [12, 'prosinec prosince prosinci'],
] as const)

export const weekdays = formsOf([
  [1, 'pondělí'],
  [2, 'úterý'],
  [3, 'středa středu středy středě'],
  [4, 'čtvrtek čtvrtka čtvrtku'],
  [5, 'pátek pátku'],
  [6, 'sobota sobotu soboty sobotě'],
  [7, 'neděle neděli'],
] as const)

export const units = formsOf([
  ['second', 'sekunda sekundy sekund sekundu vteřina vteřiny vteřin'],
  ['minute', 'minuta minuty minut minutu'],
  ['hour', 'hodina hodiny hodin hodinu hod'],
  ['day', 'den dne dny dní dnů'],
  ['week', 'týden týdne týdny týdnů'],
  ['month', 'měsíc měsíce měsíců'],
  ['year', 'rok roku roky roků let'],
  ['kilometre', 'kilometr kilometru kilometry kilometrů'],
  ['metre', 'metr metru metry metrů'],
  ['centimetre', 'centimetr centimetru centimetry centimetrů'],
  ['millimetre', 'milimetr milimetru milimetry milimetrů'],
  ['kilogram', 'kilogram kilogramu kilogramy kilogramů kilo kila kil'],
  ['gram', 'gram gramu gramy gramů'],
  ['tonne', 'tuna tuny tun tunu'],
  ['litre', 'litr litru litry litrů'],
  ['kilometre-per-hour', 'kilometrů za hodinu|kilometry za hodinu|km za hodinu'],
  ['celsius', 'stupňů celsia|stupně celsia|stupeň celsia'],
  ['fahrenheit', 'stupňů fahrenheita|stupně fahrenheita'],
  ['degree', 'stupeň stupně stupňů'],
] as const)

export const currencies = formsOf([
  ['CZK', 'koruna|koruny|korun|korunu|korunám|kč|korun českých|korun českých|koruny české|czk'],
  ['USD', 'dolar dolaru dolary dolarů'],
  ['EUR', 'euro eura eur eury'],
  ['GBP', 'libra libry liber libru'],
  ['PLN', 'zlotý zloté zlotých'],
] as const)

export const polite = phrases(
  'dobrý den|dobré ráno|dobrý večer|ahoj|děkuji|děkuju|děkujeme|děkuji vám|moc děkuji|mockrát děkuji|díky|prosím|samozřejmě|jistě|rád pomohu|ráda pomohu|s radostí|' +
    'na shledanou|nashledanou|hezký den|přeji hezký den|mohu vám ještě s něčím pomoci|mohu ještě nějak pomoci|ještě něco|přejete si ještě něco|děkujeme za zavolání|není zač|nemáte zač',
)

export const negations = words(
  'ne není nejsou nejsem nejste nikdy nic nikdo nikoho žádný žádná žádné žádného žádnou žádných ani bez nikde nikam nikoli nikoliv nelze nemožné zamítnuto odmítnuto',
)

/** `není`, `nebyla`, `nemůže`; not the superlatives in `nej-`, nor words that begin with `ne` by themselves. */
export const negationPatterns = [
  /^nej(?:s(?:em|i|me|te|ou)|de|dou|du|ez|edn)/u,
  /^ne(?!$|j|d[ěá]|bo$|bo|b[eě]|ch$|chť|ho|m[oe]c|mec|rv|utr|věs|gat|mov|zb|pří[jz]em|ust|us|jak|kter|tto|p[řr]etrž|závis|dáv|daleko|smír|wsl|xt)\p{L}{2,}/u,
]

export const conditions = phrases(
  'pokud|jestliže|jestli|kdyby|když|možná|asi|snad|pravděpodobně|nejspíš|zřejmě|údajně|za podmínky|v případě|ledaže|by|bychom|jinak|sotva|' +
    'chyba|chybu|porucha|problém|problémy|bohužel|selhalo|selhala|selhal|nepodařilo|pokus|zkusil|zkusila|zkusili|pokusil|pokusila|pokoušíme|pochybuji|pod nulou',
)

export const harmless = phrases(
  'není problém|žádný problém|bez problému|bez problémů|nevadí|to nevadí|není zač|nemáte zač|nic se neděje|nebojte se|nebojte|neboj se|nedělejte si starosti|nejen|nejen že|bez pochyby|bezpochyby|nepochybně',
)

export const approximators = phrases(
  'asi|přibližně|zhruba|kolem|okolo|téměř|skoro|do|od|nejméně|alespoň|nejvýše|maximálně|minimálně|více než|víc než|méně než|míň než|přes|až',
)

export const functionWords = words(
  'a i ale nebo či v ve z ze na do od po za pro při pod nad s se k ke o u je jsou byl byla bylo byli být bude budou má mám máme mít to ten ta te toho té tom co kdo jak kde kdy že já ty on ona ono my vy oni mně mi ti ho jí jim jejich můj tvůj náš vás vám váš vaše si už ještě také',
)

function stem(word: string): string {
  const bare = word.replace(
    /(?:ého|ému|ými|ami|ách|ech|ům|ím|ým|ou|ové|ovi|em|ám|[aáeéěiíoouůyý])$/u,
    '',
  )
  return bare.length >= 3 ? bare : word
}

export const sameStem = (a: string, b: string): boolean => stem(a) === stem(b)
