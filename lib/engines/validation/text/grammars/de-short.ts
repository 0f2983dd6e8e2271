/** How signs between figures and in addresses are said. */
export const germanSigns = {
  '-': ['bis'],
  '+': ['plus'],
  '×': ['mal'],
  '/': ['geteilt durch', 'durch', 'von'],
  '=': ['gleich'],
  ':': ['zu'],
  '#': ['nummer'],
  '@': ['at', 'klammeraffe', 'ät'],
  '.': ['punkt'],
}

/** Abbreviations that are read out as what they stand for. */
export const germanShortForms = {
  'z. B.': 'zum beispiel',
  'z.B.': 'zum beispiel',
  'bspw.': 'beispielsweise',
  'usw.': 'und so weiter',
  usw: 'und so weiter',
  'd. h.': 'das heißt',
  'd.h.': 'das heißt',
  'u. a.': 'unter anderem',
  'u.a.': 'unter anderem',
  'z. T.': 'zum teil',
  'z.T.': 'zum teil',
  'u. U.': 'unter umständen',
  'u.U.': 'unter umständen',
  'v. a.': 'vor allem',
  'v.a.': 'vor allem',
  'bzw.': 'beziehungsweise',
  bzw: 'beziehungsweise',
  'evtl.': 'eventuell',
  'ggf.': 'gegebenenfalls',
  'etc.': 'et cetera',
  etc: 'et cetera',
  'zzgl.': 'zuzüglich',
  'mind.': 'mindestens',
}
