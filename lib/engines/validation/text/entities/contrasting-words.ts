import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Small words of which each says something else, in groups; other small words may be exchanged without a change of meaning. */
const groups: Readonly<Record<string, readonly string[]>> = {
  en: [
    'before after',
    'to from',
    'by to',
    'with without',
    'above below',
    'over under',
    'more less',
    'inside outside',
    'until after',
    'until from',
    'up down',
    'on off',
    'or and',
    'in out',
    'near far',
    'my your his her our their',
    'before at',
    'after at',
    'all none',
    'all some',
    'no all',
  ],
  de: [
    'vor nach',
    'von nach',
    'von zu',
    'mit ohne',
    'über unter',
    'mehr weniger',
    'bis ab',
    'um auf',
    'oder und',
    'ein aus',
    'an aus',
    'vor um',
    'nach um',
  ],
  fr: ['avant après', 'à de', 'avec sans', 'sur sous', 'plus moins', 'de à', 'ou et', 'dans hors'],
  es: ['antes después', 'a de', 'con sin', 'sobre bajo', 'más menos', 'desde hasta', 'o y'],
  it: ['prima dopo', 'a da', 'con senza', 'sopra sotto', 'più meno', 'o e'],
  pt: ['antes depois', 'para de', 'com sem', 'sobre sob', 'mais menos', 'ou e'],
  nl: ['voor na', 'van naar', 'met zonder', 'boven onder', 'meer minder', 'of en'],
  sv: ['före efter', 'från till', 'med utan', 'över under', 'mer mindre', 'eller och'],
  da: ['før efter', 'fra til', 'med uden', 'over under', 'mere mindre', 'eller og'],
  pl: ['przed po', 'z do', 'od do', 'z bez', 'nad pod', 'więcej mniej', 'lub i'],
  ru: ['до после', 'из в', 'от до', 'с без', 'над под', 'больше меньше', 'или и'],
  tr: ['önce sonra', 'altında üstünde', 'fazla az', 'veya ve'],
}
const sets = new Map(
  Object.entries(groups).map(([language, rows]) => [language, rows.map((row) => row.split(' '))]),
)

/** Bounds from above against bounds from below. */
const opposed = new Set(['<>', '><', '≤≥', '≥≤', '<≥', '≥<', '≤>', '>≤'])

/** Whether exchanging one small word for the other changes what is said: `before` and `after`. */
export const contrast = (a: string, b: string, language: string) =>
  a !== b &&
  (opposed.has(a + b) ||
    (sets.get(primarySubtag(language)) ?? []).some(
      (group) => group.includes(a) && group.includes(b),
    ))
