/** How signs between figures and in addresses are said. */
export const englishSigns = {
  '-': ['to', 'through', 'till', 'until'],
  '+': ['plus'],
  '×': ['times', 'by', 'multiplied by'],
  '/': ['divided by', 'over', 'out of', 'slash'],
  '=': ['equals'],
  ':': ['to'],
  '#': ['number'],
  '@': ['at'],
  '.': ['dot'],
}

/** Abbreviations that are read out as what they stand for. */
export const englishShortForms = {
  'e.g.': 'for example',
  'i.e.': 'that is',
  'etc.': 'et cetera',
  etc: 'et cetera',
  etcetera: 'et cetera',
  'vs.': 'versus',
  vs: 'versus',
  'a.k.a.': 'also known as',
  'approx.': 'approximately',
}
