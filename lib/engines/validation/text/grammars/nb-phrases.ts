import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

/** What Norwegian (Bokmål and Nynorsk) says around its values. */
export const norwegianPhrases: NorthernPhrases = {
  fillers: 'eh øh hm hmm',
  polite: `
    gjerne, veldig gjerne, selvfølgelig, selvsagt, naturligvis, sjølvsagt, ok, okei, okay, i orden, det er i orden, takk, tusen takk,
    mange takk, takk for at du ringte, takk for tålmodigheten, vær så god, værsågod, ver så god, ingen årsak, bare hyggelig,
    ikke noe problem, hei, hallo, god morgen, god dag, god kveld, velkommen, ha det, ha det bra, på gjensyn, ha en fin dag,
    ha en god dag, ha ein fin dag, ha en fin kveld, hva kan jeg hjelpe deg med, hva kan jeg hjelpe med, hvordan kan jeg hjelpe deg,
    hvordan kan jeg hjelpe, kva kan eg hjelpe deg med, kan jeg hjelpe deg med noe mer, kan jeg hjelpe med noe mer,
    kan jeg hjelpe deg med noe annet, er det noe mer jeg kan hjelpe deg med, er det noe annet jeg kan hjelpe deg med,
    er det noe mer, noe mer, et øyeblikk, et øyeblikk takk, perfekt, flott, den er grei`,
  negations: `
    ikke, ikkje, ei, ingen, intet, inga, inkje, ingenting, aldri, nei, uten, utan, verken, ingen steder, neppe, unntatt, bortsett fra,
    i stedet for, istedenfor`,
  negationPatterns: [
    /^u(?=mulig|mogleg|gyldig|tilgjengelig|tilgjengeleg|kjent|sikker|fullstendig|bekreft|stadfest|betalt|tillatt|brukelig|riktig|sann|klar|(?:å|aa)pnet|lest|begrens|n(?:ø|oe)dvendig|avhengig|l(?:ø|oe)st|synlig|heldig|egnet|forn(?:ø|oe)yd)/,
    /^ikk?j?e-?(?=\p{L}{4})/u,
    /^(?:alkohol|sukker|gluten|laktose|r(?:ø|oe)yk)fri(?:tt|e)?$/,
    /^(?:arbeids|menings|verdi|resultat)l(?:ø|oe)se?$/,
  ],
  conditions: `
    hvis, dersom, forutsatt, med mindre, før, når, så snart, så lenge, om, kanskje, muligens, eventuelt, trolig, antakelig, sannsynligvis,
    antageligvis, ville, burde, kunne, skulle, dessverre, mislyktes, mislykket, feilet, avvist, nektet, forbudt, forsøkt, forsøker,
    forsøkte, prøver, prøvde, glemt, nesten, foreløpig, forhåpentligvis, tror, gjenstår, bare hvis, kun hvis`,
  harmless: `
    ikke noe problem, ingen problem, ingen årsak, det gjør ingenting, det gjør ikke noe, ikke bare, ikke minst, ikke nøl, ikke glem,
    uten problemer, hvorfor ikke`,
  questions: `
    hvem, hva, hvorfor, hvilken, hvilket, hvilke, hvor mange, hvor mye, hvor lenge, kven, kva, kvifor, vil du, har du, er det, kan jeg, når, hvor, hvordan, skal jeg, kan du,
    stemmer det, er du sikker`,
  approximators: `
    cirka, ca, omtrent, omkring, rundt, kring, drøyt, knapt, nesten, opptil, opp til, høyst, maksimalt, maks, minst, minimum,
    mer enn, meir enn, mindre enn, flere enn, færre enn, over, under, lenger enn, kortere enn, senere enn, tidligere enn, 
    senest, tidligst, mellom`,
  articles: 'en et ei ein eit den det de',
  yes: 'ja jo sant riktig korrekt',
  no: 'nei usant feil',
  functionWords:
    'en et ei ein eit den det de og eller men om at som er var være har hadde skal vil blir jeg eg du han hun vi meg deg ham oss min ' +
    'din sin vår i på av til for med fra ved ikke ikkje ingen så også mye her der hva hvem når hvordan ditt mitt dine mine',
}
