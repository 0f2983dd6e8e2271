import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

/** What Swedish says around its values. */
export const swedishPhrases: NorthernPhrases = {
  fillers: 'eh öh hm hmm',
  polite: `
    gärna, javisst, visst, självklart, naturligtvis, absolut, okej, ok, tack, tack så mycket, tusen tack, tackar, tack för ditt samtal,
    tack för att du ringde, tack för ditt tålamod, varsågod, var så god, ingen orsak, inga problem, inget problem, hej, hejsan,
    god morgon, god dag, god kväll, välkommen, hej då, hejdå, adjö, ha en bra dag, ha en fin dag, ha en trevlig dag,
    ha en trevlig kväll, vad kan jag hjälpa dig med, hur kan jag hjälpa dig, hur kan jag hjälpa till, kan jag hjälpa dig med något mer,
    kan jag hjälpa till med något mer, kan jag hjälpa dig med något annat, är det något mer jag kan hjälpa dig med,
    är det något mer jag kan hjälpa till med, något mer, något annat, är det något mer, ett ögonblick, ett ögonblick tack,
    vänta ett ögonblick, jag förstår, perfekt, utmärkt, toppen, det ordnar jag`,
  negations: `
    inte, ej, icke, ingen, inget, inga, ingenting, aldrig, nej, utan, varken, ingenstans, knappast, knappt, förutom, i stället för,
    istället för`,
  negationPatterns: [
    /^o(?=m(?:ö|oe)jlig|giltig|tillg(?:ä|ae)nglig|k(?:ä|ae)nd|s(?:ä|ae)ker|fullst(?:ä|ae)ndig|bekr(?:ä|ae)fta|betal|till(?:å|aa)t|anv(?:ä|ae)nd|riktig|sann|klar|n(?:ö|oe)jd|(?:ö|oe)ppnad|l(?:ä|ae)st|behörig|behoerig|begr(?:ä|ae)nsa|vanlig|l(?:ö|oe)st|synlig|lycklig|r(?:ö|oe)kt)/,
    /^(?:icke|miss)-?(?=\p{L}{4})/u,
    /^(?:alkohol|socker|gluten|laktos|r(?:ö|oe)k)fri(?:tt|a)?$/,
    /^(?:arbets|menings|v(?:ä|ae)rde|resultat)l(?:ö|oe)s[at]?$/,
  ],
  conditions: `
    om, ifall, såvida, förutsatt, under förutsättning, innan, när, så snart, så länge, kanske, möjligen, eventuellt, troligen,
    förmodligen, sannolikt, antagligen, skulle, borde, kunde, tyvärr, misslyckades, misslyckats, misslyckad, nekad, nekades, avvisad,
    avvisades, förbjuden, förbjudet, försökt, försöker, försökte, försöka, glömt, nästan, preliminärt, förhoppningsvis, tror, verkar,
    måste först, endast om, bara om, återstår`,
  harmless: `
    inga problem, inget problem, ingen orsak, ingen fara, det gör ingenting, det gör inget, inte bara, inte minst, tveka inte,
    glöm inte, utan problem, varför inte, oroa dig inte`,
  questions: `
    vem, vad, varför, vilken, vilket, vilka, hur många, hur mycket, hur länge, vill du, har du, är det, kan jag, när, var, hur, ska jag, får jag, kan du, stämmer det,
    är du säker`,
  approximators: `
    cirka, ca, ungefär, omkring, runt, kring, drygt, knappt, nästan, upp till, högst, maximalt, max, minst, åtminstone, minimum,
    mer än, mindre än, fler än, färre än, över, under, längre än, kortare än, senare än, tidigare än, senast, tidigast,
    mellan`,
  articles: 'en ett den det de',
  yes: 'ja jo japp jajamän visst sant rätt korrekt',
  no: 'nej nä falskt',
  functionWords:
    'en ett den det de och eller men om att som är var vara har hade ska skall blir jag du han hon vi ni mig dig honom oss min din ' +
    'sin vår ditt mitt dina mina i på av till för med från vid inte ingen så också mycket här där vad vem när hur',
}
