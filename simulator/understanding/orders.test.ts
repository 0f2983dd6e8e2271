import { describe, expect, test } from 'vitest'

import type { Language } from '#simulator/domains/domain.ts'
import { respond } from '#simulator/understanding/respond.ts'

type Turn = { kind: string; short: string; used: string[]; state: unknown }

/** A conversation: of each turn its intent, its words, and the tools as `cancel_order 1042 failed`. */
function talk(language: Language, turns: string[], weakSpots = false): Turn[] {
  let state: unknown
  return turns.map((text) => {
    const answer = respond({ text, language, state, weakSpots })
    state = JSON.parse(JSON.stringify(answer.state)) as unknown
    const used = answer.toolCalls.map(({ name, arguments: given, outcome }) =>
      [name, ...Object.values(given), 'error' in outcome ? outcome.error : 'done'].join(' '),
    )
    return { kind: answer.kind, short: answer.short, used, state }
  })
}
const once = (text: string, language: Language = 'en', weakSpots = false) =>
  talk(language, [text], weakSpots)[0]

test.each<[Language, string, string, string[]]>([
  ['en', 'Where is my order A-17?', 'OrderStatusQuery', ['get_order A-17 done']],
  ['en', 'where is order a seventeen', 'OrderStatusQuery', ['get_order A-17 done']],
  ['en', 'track my package number 1042, please', 'OrderStatusQuery', ['get_order 1042 done']],
  ['en', 'when will my order 1042 arrive', 'OrderStatusQuery', ['get_order 1042 done']],
  ['en', 'cancel order 1042', 'OrderCancelCommand', ['cancel_order 1042 done']],
  ['en', 'cancel order ten forty-two', 'OrderCancelCommand', ['cancel_order 1042 done']],
  ['en', 'cancel order one zero four two', 'OrderCancelCommand', ['cancel_order 1042 done']],
  ['en', 'can you cancel my order 1042', 'OrderCancelCommand', ['cancel_order 1042 done']],
  ['en', 'cancel order 1055', 'OrderCancelCommand', ['cancel_order 1055 already_shipped']],
  ['en', 'refund order B-20', 'OrderRefundCommand', ['refund_order B-20 done']],
  [
    'en',
    'I want my money back for order 1042',
    'OrderRefundCommand',
    ['refund_order 1042 not_delivered'],
  ],
  [
    'en',
    'change the delivery date of order 1042 to Saturday',
    'OrderDateCommand',
    ['get_order 1042 done', 'change_delivery 1042 Saturday done'],
  ],
  [
    'en',
    'send order 1042 to my office',
    'OrderAddressCommand',
    ['get_order 1042 done', 'change_delivery 1042 work done'],
  ],
  [
    'en',
    'change the delivery address of order A-17 to my office',
    'OrderAddressCommand',
    ['get_order A-17 done', 'change_delivery A-17 work already_shipped'],
  ],
  [
    'en',
    'move the delivery of order B-20 to Friday',
    'OrderDateCommand',
    ['get_order B-20 done', 'change_delivery B-20 Friday already_delivered'],
  ],
  ['de', 'Wo ist meine Bestellung A-17?', 'OrderStatusQuery', ['get_order A-17 done']],
  ['de', 'storniere die Bestellung 1042', 'OrderCancelCommand', ['cancel_order 1042 done']],
  [
    'de',
    'kannst du die Bestellung 1055 stornieren',
    'OrderCancelCommand',
    ['cancel_order 1055 already_shipped'],
  ],
  ['de', 'erstatte mir die Bestellung B-20', 'OrderRefundCommand', ['refund_order B-20 done']],
  [
    'de',
    'verschiebe die Lieferung der Bestellung 1042 auf Samstag',
    'OrderDateCommand',
    ['get_order 1042 done', 'change_delivery 1042 Saturday done'],
  ],
  ['es', '¿Dónde está mi pedido A-17?', 'OrderStatusQuery', ['get_order A-17 done']],
  ['es', 'cancela el pedido 1042', 'OrderCancelCommand', ['cancel_order 1042 done']],
  [
    'es',
    'cambia la entrega del pedido 1042 al sábado',
    'OrderDateCommand',
    ['get_order 1042 done', 'change_delivery 1042 Saturday done'],
  ],
  ['fr', 'où est ma commande A-17', 'OrderStatusQuery', ['get_order A-17 done']],
  ['fr', 'annule la commande 1042', 'OrderCancelCommand', ['cancel_order 1042 done']],
  [
    'fr',
    'déplace la livraison de la commande 1042 à samedi',
    'OrderDateCommand',
    ['get_order 1042 done', 'change_delivery 1042 Saturday done'],
  ],
])('%s: %s', (language, text, kind, used) =>
  expect(once(text, language)).toMatchObject({ kind, used }),
)

describe('what does not ask for it changes nothing', () => {
  test.each<[Language, string, string]>([
    ['en', "don't cancel order 1042", 'OrderKeepCommand'],
    ['en', 'please do not cancel my order 1042', 'OrderKeepCommand'],
    ['en', 'keep order 1042', 'OrderKeepCommand'],
    ['de', 'storniere die Bestellung 1042 nicht', 'OrderKeepCommand'],
    ['de', 'bitte die Bestellung 1042 nicht stornieren', 'OrderKeepCommand'],
    ['es', 'no canceles el pedido 1042', 'OrderKeepCommand'],
    ['fr', "n'annule pas la commande 1042", 'OrderKeepCommand'],
    ['en', 'can I cancel order 1042', 'OrderCancelQuery'],
    ['en', 'is it still possible to cancel order 1042?', 'OrderCancelQuery'],
    ['en', 'can order 1042 still be cancelled', 'OrderCancelQuery'],
    ['de', 'kann ich die Bestellung 1042 noch stornieren', 'OrderCancelQuery'],
    ['es', 'puedo cancelar el pedido 1042', 'OrderCancelQuery'],
    ['fr', 'puis-je annuler la commande 1042', 'OrderCancelQuery'],
    ['en', 'reorder A-17', 'NoResultCommand'],
    ['en', 'order A-17 again', 'NoResultCommand'],
    ['en', 'order a pizza', 'NoResultCommand'],
    ['en', 'I did not cancel order 1042', 'NoResultCommand'],
    ['en', 'why did you cancel order 1042', 'NoResultCommand'],
    ['en', 'cancel the timer', 'TimerCancelCommand'],
  ])('%s: %s', (language, text, kind) => {
    const turn = once(text, language)
    expect(turn?.kind).toBe(kind)
    expect(turn?.used.filter((use) => !use.startsWith('get_order'))).toEqual([])
  })
})

describe('an order that does not exist', () => {
  test.each([
    ['cancel order 1043', ['cancel_order 1043 not_found']],
    ['where is order 104', ['get_order 104 not_found']],
    ['where is order 10420', ['get_order 10420 not_found']],
    ['where is order B-17', ['get_order B-17 not_found']],
    ['move the delivery of order 1024 to Friday', ['get_order 1024 not_found']],
  ])('%s', (text, used) => {
    const turn = once(text)
    expect(turn?.used).toEqual(used)
    expect(turn?.short).toMatch(/^I cannot find order /)
  })
})

describe('a conversation', () => {
  test('remembers the order, and what was done to it', () => {
    const turns = talk('en', [
      'where is order 1042',
      'cancel it',
      'cancel it',
      'where is it',
      'where is order 1042',
    ])
    expect(turns.map(({ used }) => used)).toEqual([
      ['get_order 1042 done'],
      ['cancel_order 1042 done'],
      ['cancel_order 1042 already_cancelled'],
      [],
      ['get_order 1042 done'],
    ])
    expect(turns.at(-1)?.short).toBe('Order 1042 is cancelled.')
  })

  test('keeps it over another subject, and another conversation does not see it', () => {
    const said = ['cancel order 1042', 'tell me a joke', 'where is order 1042']
    expect(talk('en', said).at(-1)?.short).toBe('Order 1042 is cancelled.')
    expect(once('where is order 1042')?.short).toBe(
      'Order 1042 is being prepared and arrives on Friday.',
    )
  })

  test('gives a day that was changed, in the words of the language', () => {
    const said = [
      'verschiebe die Lieferung der Bestellung A-17 auf Samstag',
      'wo ist die Bestellung A-17',
    ]
    expect(talk('de', said).at(-1)?.short).toBe(
      'Die Bestellung A-17 ist unterwegs und kommt am Samstag.',
    )
  })

  test('asks which order, and to which day, and calls nothing before it knows', () => {
    const turns = talk('en', ['change the delivery of my order', '1042', 'Saturday'])
    expect(turns.map(({ short }) => short)).toEqual([
      'Which order?',
      'To which day?',
      'I have changed the delivery of order 1042 to Saturday.',
    ])
    expect(turns.map(({ used }) => used.length)).toEqual([0, 0, 2])
  })

  test('two cancel commands after each other refund what was cancelled once', () => {
    const turns = talk('en', ['cancel order 1042', 'refund order 1042', 'refund order 1042'])
    expect(turns.map(({ used }) => used[0])).toEqual([
      'cancel_order 1042 done',
      'refund_order 1042 done',
      'refund_order 1042 already_refunded',
    ])
  })

  test.each([
    ['an order that there is not', { '9999': { status: 'cancelled' } }],
    ['a field that there is not', { '1042': { total: 0 } }],
    ['a prototype', JSON.parse('{"__proto__":{"status":"cancelled"}}') as object],
  ])('does not believe a state with %s', (_, orders) => {
    const memory = { domain: 'orders', kind: 'OrderStatusQuery', slots: {}, asked: null }
    const state = { Earshot: { ...memory, turn: 1, language: 'en', orders } }
    const answer = respond({ text: 'where is order 1042', language: 'en', state, weakSpots: false })
    expect(answer.short).toBe('Order 1042 is being prepared and arrives on Friday.')
  })
})

describe('weak spots of tools', () => {
  test.each<[Language, string, string, string[]]>([
    [
      'en',
      'cancel order 1066',
      'I have cancelled order 1066.',
      ['cancel_order 1066 already_shipped'],
    ],
    [
      'de',
      'storniere die Bestellung 1066',
      'Ich habe die Bestellung 1066 storniert.',
      ['cancel_order 1066 already_shipped'],
    ],
    ['en', 'refund order 1077', 'I have refunded order 1077.', ['refund_order 1077 not_delivered']],
    [
      'en',
      'move the delivery of order 1088 to Friday',
      'I have changed the delivery of order 1088 to Friday.',
      [],
    ],
    [
      'fr',
      'déplace la livraison de la commande 1088 à vendredi',
      "J'ai déplacé la livraison de la commande 1088 à vendredi.",
      [],
    ],
    [
      'en',
      'where is my order 1069',
      'Order 1069 is being prepared and arrives on Friday.',
      ['get_order 1096 done'],
    ],
  ])('%s: %s', (language, text, short, used) =>
    expect(once(text, language, true)).toMatchObject({ short, used }),
  )

  test('are none without them', () => {
    expect(once('cancel order 1066')?.short).toMatch(/could not/)
    expect(once('refund order 1077')?.short).toMatch(/could not/)
    expect(once('move the delivery of order 1088 to Friday')?.used).toHaveLength(2)
    expect(once('where is my order 1069')?.used).toEqual(['get_order 1069 done'])
  })

  test('leave every other order alone', () => {
    expect(once('cancel order 1055', 'en', true)?.short).toMatch(/could not/)
    expect(once('refund order 1066', 'en', true)?.short).toMatch(/could not/)
  })

  test('a delivery that was only said to be changed is not', () => {
    const said = ['move the delivery of order 1088 to Friday', 'where is order 1088']
    expect(talk('en', said, true).at(-1)?.short).toMatch(/arrives on Monday/)
  })
})
