/** How signs between figures and in addresses are said. */
export const spanishSigns = {
  '-': ['a'],
  '+': ['más'],
  '×': ['por', 'multiplicado por'],
  '/': ['dividido por', 'dividido entre', 'entre', 'sobre'],
  '=': ['igual a', 'es igual a'],
  ':': ['a'],
  '#': ['número'],
  '@': ['arroba'],
  '.': ['punto'],
}

/** Abbreviations that are read out as what they stand for. */
export const spanishShortForms = {
  'etc.': 'etcétera',
  etc: 'etcétera',
  'EE. UU.': 'estados unidos',
  'EE.UU.': 'estados unidos',
  EEUU: 'estados unidos',
  'p. ej.': 'por ejemplo',
  'p.ej.': 'por ejemplo',
  'n.º': 'número',
  'n°': 'número',
  'dcha.': 'derecha',
  'izq.': 'izquierda',
}
