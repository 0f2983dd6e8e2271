import type { Slot } from '#simulator/domains/domain.ts'

export const order: Slot = { type: 'order', entity: 'Order' }

/** The first form of each is the one spoken back. */
export const day: Extract<Slot, { type: 'list' }> = {
  type: 'list',
  entity: 'Day',
  values: [
    ['Monday', 'Montag', 'lunes', 'lundi'],
    ['Tuesday', 'Dienstag', 'martes', 'mardi'],
    ['Wednesday', 'Mittwoch', 'miércoles', 'mercredi'],
    ['Thursday', 'Donnerstag', 'jueves', 'jeudi'],
    ['Friday', 'Freitag', 'viernes', 'vendredi'],
    ['Saturday', 'Samstag', 'sábado', 'samedi'],
  ].map(([en = '', de = '', es = '', fr = '']) => ({
    value: en,
    forms: { en: [en], de: [de], es: [es], fr: [fr] },
  })),
}

export const address: Extract<Slot, { type: 'list' }> = {
  type: 'list',
  entity: 'Address',
  values: [
    {
      value: 'home',
      forms: {
        en: ['your home', 'my home', 'home'],
        de: ['dein Zuhause', 'mein Zuhause', 'nach Hause'],
        es: ['tu casa', 'mi casa'],
        fr: ['ton domicile', 'mon domicile'],
      },
    },
    {
      value: 'work',
      forms: {
        en: ['your office', 'my office', 'the office', 'work'],
        de: ['dein Büro', 'mein Büro', 'das Büro', 'ins Büro'],
        es: ['tu oficina', 'mi oficina', 'la oficina'],
        fr: ['ton bureau', 'mon bureau', 'le bureau'],
      },
    },
  ],
}
