/** How signs between figures and in addresses are said. */
export const frenchSigns = {
  '-': ['à'],
  '+': ['plus'],
  '×': ['fois', 'multiplié par'],
  '/': ['divisé par', 'sur'],
  '=': ['égale', 'égal'],
  ':': ['à'],
  '#': ['numéro'],
  '@': ['arobase', 'at'],
  '.': ['point'],
}

/** Abbreviations that are read out as what they stand for. */
export const frenchShortForms = {
  'etc.': 'et cetera',
  etc: 'et cetera',
  'p. ex.': 'par exemple',
  'p.ex.': 'par exemple',
  'par ex.': 'par exemple',
  'c.-à-d.': 'c est à dire',
  'n°': 'numéro',
  svp: 's il vous plaît',
  rdv: 'rendez vous',
  'bd.': 'boulevard',
  'av.': 'avenue',
  'tél.': 'téléphone',
}
