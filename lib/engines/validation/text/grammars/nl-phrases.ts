import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

/** What Dutch says around its values. */
export const dutchPhrases: NorthernPhrases = {
  fillers: 'eh ehm uh uhm hm hmm',
  polite: `
    graag, heel graag, graag gedaan, natuurlijk, zeker, jazeker, prima, oké, ok, in orde, komt in orde, dank u, dank u wel, dank je,
    dank je wel, dankjewel, bedankt, hartelijk dank, hartelijk bedankt, bedankt voor uw geduld, bedankt voor het bellen,
    bedankt voor uw telefoontje, alstublieft, alsjeblieft, geen dank, geen probleem, hallo, hoi, goedendag, goedemorgen,
    goedemiddag, goedenavond, welkom, tot ziens, dag, fijne dag, fijne dag nog, een fijne dag, nog een fijne dag,
    ik wens u een fijne dag, fijne avond, nog een fijne avond, waarmee kan ik u helpen, waar kan ik u mee helpen,
    hoe kan ik u helpen, hoe kan ik je helpen, kan ik nog iets voor u doen, kan ik verder nog iets voor u doen,
    kan ik u nog ergens mee helpen, kan ik u verder nog ergens mee helpen, kan ik nog iets voor je doen, heeft u nog vragen,
    heeft u verder nog vragen, verder nog iets, anders nog iets, een moment alstublieft, een ogenblik alstublieft, een moment,
    een ogenblik, begrepen, uitstekend, perfect, mooi, met vriendelijke groet`,
  negations: `
    niet, niets, niks, nee, geen, nooit, nergens, niemand, zonder, noch, geenszins, nauwelijks, behalve, in plaats van, uitgezonderd`,
  negationPatterns: [
    /^on(?=mogelijk|geldig|bekend|beschikbaar|duidelijk|juist|volledig|veilig|geopend|betaald|bevestigd|toegankelijk|bereikbaar|terecht|nodig|beperkt|zeker|tevreden|gelijk|bevoegd|bruikbaar|leesbaar|gelezen|gewenst|geschikt|gelukkig|vindbaar|zichtbaar|afhankelijk|even|schuldig|wettig|waar|ver(?:anderd|diend|zekerd)|bezet|bewaakt|opgelost|voldoende|toereikend)/,
    /^niet-?(?=\p{L}{3})/u,
    /^(?:alcohol|suiker|gluten|lactose|rook)vrije?$/,
    /^(?:werk|zin|nutte|waarde|kans|succes|draad|grenze)lo(?:os|ze)$/,
  ],
  conditions: `
    als, indien, mits, tenzij, zodra, voordat, zolang, of, misschien, mogelijk, wellicht, waarschijnlijk, vermoedelijk, eventueel,
    onder voorbehoud, op voorwaarde dat, zou, zouden, zou kunnen, kon, konden, moest, helaas, jammer genoeg, mislukt, mislukte, gefaald,
    geweigerd, afgewezen, verboden, geprobeerd, probeer, proberen, vergeten, bijna, haast, schijnbaar, blijkbaar, hopelijk, denk, vermoed,
    nog te, moet nog, voorlopig, kunnen wij niet, alleen als`,
  harmless: `
    geen probleem, geen dank, geen zorgen, maakt niet uit, niet alleen, aarzel niet, vergeet niet, niet vergeten, geen punt,
    zonder problemen, zonder probleem, waarom niet`,
  questions: `
    wie, wanneer, waarom, welke, welk, hoeveel, hoe laat, hoe lang, wilt u, wil je, heeft u, bent u, is dat, wat, waar, hoe, zal ik, mag ik, kunt u, klopt dat, bent u zeker,
    weet u zeker`,
  approximators: `
    ongeveer, circa, ca, rond, omstreeks, tegen, zo'n, plusminus, tot, tot en met, hoogstens, maximaal, max, minstens, minimaal, ten minste,
    meer dan, minder dan, ruim, bijna, haast, krap, onder, boven, vanaf, langer dan, korter dan, later dan, eerder dan, 
    uiterlijk, tussen, of zo`,
  articles: 'de het een',
  yes: 'ja jawel jazeker zeker klopt juist waar correct',
  no: 'nee neen onwaar',
  functionWords:
    'de het een en of maar als dan dat die dit deze is zijn was waren ben bent heeft heb hebben had wordt worden zal ik jij je ' +
    'hij zij ze wij we jullie mij me hem haar ons mijn jouw uw u in op aan bij voor met van naar uit om te niet geen ook zeer er ' +
    'hier daar wat wie wanneer waar',
}
