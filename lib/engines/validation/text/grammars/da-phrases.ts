import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

/** What Danish says around its values. */
export const danishPhrases: NorthernPhrases = {
  fillers: 'øh øhm hm hmm',
  polite: `
    gerne, meget gerne, selvfølgelig, naturligvis, ja tak, okay, ok, i orden, det er i orden, tak, mange tak, tusind tak,
    tak for dit opkald, tak for din tålmodighed, tak fordi du ringede, velbekomme, selv tak, ingen årsag, intet problem, det var så lidt,
    hej, goddag, god morgen, godmorgen, god dag, god aften, godaften, velkommen, farvel, hej hej, på gensyn, hav en god dag,
    ha en god dag, fortsat god dag, hav en god aften, hvad kan jeg hjælpe dig med, hvad kan jeg hjælpe med,
    hvordan kan jeg hjælpe dig, hvordan kan jeg hjælpe, kan jeg hjælpe dig med andet, kan jeg hjælpe med andet,
    kan jeg hjælpe dig med mere, er der andet jeg kan hjælpe dig med, er der andet jeg kan hjælpe med,
    er der mere jeg kan hjælpe med, et øjeblik, et øjeblik tak, perfekt, fint, glimrende`,
  negations: `ikke, ej, ingen, intet, ingenting, aldrig, nej, uden, hverken, ingen steder, næppe, undtagen, i stedet for`,
  negationPatterns: [
    /^u(?=mulig|gyldig|tilg(?:æ|ae)ngelig|kendt|sikker|fuldst(?:æ|ae)ndig|bekr(?:æ|ae)ftet|betalt|tilladt|brugelig|rigtig|sand|klar|tilfreds|(?:å|aa)bnet|l(?:æ|ae)st|begr(?:æ|ae)nset|n(?:ø|oe)dvendig|afh(?:æ|ae)ngig|l(?:ø|oe)st|synlig|heldig|egnet)/,
    /^ikke-?(?=\p{L}{4})/u,
    /^(?:alkohol|sukker|gluten|laktose|r(?:ø|oe)g)fri(?:t|e)?$/,
    /^(?:arbejds|menings|v(?:æ|ae)rdi|resultat)l(?:ø|oe)se?$/,
  ],
  conditions: `
    hvis, såfremt, forudsat, medmindre, inden, før, når, så snart, så længe, om, måske, muligvis, eventuelt, formentlig, sandsynligvis,
    nok, ville, burde, kunne, desværre, mislykkedes, mislykket, fejlede, afvist, nægtet, forbudt, forsøgt, forsøger, forsøgte, prøver,
    prøvede, glemt, næsten, foreløbig, forhåbentlig, tror, vist, mangler, kun hvis`,
  harmless: `
    intet problem, ingen problemer, ingen årsag, det gør ikke noget, ikke kun, ikke bare, ikke mindst, tøv ikke, glem ikke,
    uden problemer, hvorfor ikke`,
  questions: `
    hvem, hvad, hvorfor, hvilken, hvilket, hvilke, hvor mange, hvor meget, hvor længe, vil du, har du, er det, kan jeg, hvornår, hvor, hvordan, skal jeg, må jeg, kan du, er det rigtigt,
    er du sikker`,
  approximators: `
    cirka, ca, omkring, omtrent, rundt regnet, knap, godt og vel, næsten, op til, højst, maksimalt, max, maks, mindst, minimum,
    mere end, mindre end, flere end, færre end, over, under, længere end, kortere end, senere end, tidligere end, senest,
    tidligst, mellem`,
  articles: 'en et den det de',
  yes: 'ja jo javel sandt rigtigt korrekt',
  no: 'nej falsk',
  functionWords:
    'en et den det de og eller men om at som er var være har havde skal vil bliver jeg du han hun vi i mig dig ham os min din sin vores ' +
    'på af til for med fra ved ikke ingen så også meget her der hvad hvem når hvordan dit mit dine mine',
}
