import type { Domain } from '#simulator/domains/domain.ts'
import {
  askWhetherCancellable,
  cancel,
  changeAddress,
  changeDate,
  lookUp,
  refund,
} from '#simulator/domains/order-acts.ts'
import { done, leftAlone, mayCancel, whereabouts } from '#simulator/domains/order-replies.ts'
import { address, day, order } from '#simulator/domains/order-slots.ts'

const whichOrder = {
  slot: 'order',
  ask: {
    en: 'Which order?',
    de: 'Welche Bestellung?',
    es: '¿Qué pedido?',
    fr: 'Quelle commande ?',
  },
}
const unheard = { en: [], de: [], es: [], fr: [] }

/** Orders of a shop, with tools that look them up and change them. A phrase that forbids something comes before one that asks for it. */
export const orders: Domain = {
  id: 'orders',
  slots: { order, day, address },
  intents: [
    {
      kind: 'OrderKeepCommand',
      say: {
        en: [
          '(do not|don t|never) (cancel|refund|change|move) [my|the] [order] [number] [{order}]',
          '(do not|don t) (cancel|refund|change|move) (it|that)',
          'keep [my|the] order [number] [{order}]',
        ],
        de: [
          '(storniere|erstatte|verschiebe|andere) [meine|die] bestellung [{order}] nicht',
          '[meine|die] bestellung [{order}] nicht (stornieren|erstatten|verschieben|andern)',
          '(storniere|verschiebe|andere) (sie|das) nicht',
        ],
        es: [
          'no (canceles|reembolses|cambies) [mi|el] pedido [{order}]',
          'no (lo canceles|lo cambies)',
        ],
        fr: [
          'n annule pas [ma|la] commande [{order}]',
          'ne (change|rembourse) pas [ma|la] commande [{order}]',
          'ne l annule pas',
        ],
      },
      heard: { ...unheard, en: ['do not cancel order 1042'] },
      reply: leftAlone,
    },
    {
      kind: 'OrderStatusQuery',
      needs: [whichOrder],
      act: lookUp,
      say: {
        en: [
          '(where is|track|check|look up) [my|the] (order|package|parcel) [number] [{order}]',
          'what is the status of [my|the] order [number] [{order}]',
          'when (does|will) [my|the] order [number] [{order}] (arrive|come)',
        ],
        de: [
          'wo (ist|bleibt) [meine|die] bestellung [{order}]',
          'wie ist der stand [meiner|der] bestellung [{order}]',
          'wann kommt [meine|die] bestellung [{order}] [an]',
        ],
        es: [
          'donde esta [mi|el] pedido [{order}]',
          'cuando llega [mi|el] pedido [{order}]',
          'cual es el estado (del|de mi) pedido [{order}]',
        ],
        fr: [
          'ou (est|en est) [ma|la] commande [{order}]',
          'quand arrive [ma|la] commande [{order}]',
        ],
      },
      heard: {
        en: ['where is my order A-17', 'where is order 1042', 'where is my order 1069'],
        de: ['wo ist meine Bestellung A-17', 'wo ist die Bestellung 1042'],
        es: ['dónde está mi pedido A-17'],
        fr: ['où est ma commande A-17'],
      },
      reply: whereabouts['shipped'] ?? leftAlone,
    },
    {
      kind: 'OrderCancelQuery',
      needs: [whichOrder],
      act: askWhetherCancellable,
      say: {
        en: [
          '(can|could|may) i [still] cancel [my|the] order [number] [{order}]',
          'is it [still] possible to cancel [my|the] order [number] [{order}]',
          'can [my|the] order [number] [{order}] [still] be (cancelled|canceled)',
        ],
        de: [
          'kann ich [meine|die] bestellung [{order}] [noch] stornieren',
          'kann [meine|die] bestellung [{order}] [noch] storniert werden',
          'ist es [noch] moglich [meine|die] bestellung [{order}] zu stornieren',
        ],
        es: ['[todavia] (puedo|se puede) cancelar [mi|el] pedido [{order}] [todavia]'],
        fr: ['(puis je|est ce que je peux) [encore] annuler [ma|la] commande [{order}]'],
      },
      heard: { ...unheard, en: ['can I still cancel order 1042'] },
      reply: mayCancel.yes,
    },
    {
      kind: 'OrderCancelCommand',
      needs: [whichOrder],
      act: cancel,
      say: {
        en: ['cancel [my|the] (order|purchase) [number] [{order}]'],
        de: [
          '(storniere|stornier|annulliere) [meine|die] bestellung [{order}]',
          '[meine|die] bestellung [{order}] stornieren',
        ],
        es: ['(cancela|anula) [mi|el] pedido [{order}]', 'cancelar [mi|el] pedido [{order}]'],
        fr: ['annule [ma|la] commande [{order}]', 'annuler [ma|la] commande [{order}]'],
      },
      heard: {
        en: ['cancel order (1042|1055|1066)'],
        de: ['storniere die Bestellung (1042|1055|1066)'],
        es: ['cancela el pedido 1042'],
        fr: ['annule la commande 1042'],
      },
      reply: done.cancel,
    },
    {
      kind: 'OrderCancelCommand',
      afterOnly: true,
      needs: [whichOrder],
      act: cancel,
      say: {
        en: ['cancel (it|that)'],
        de: ['(storniere|stornier) (sie|das)'],
        es: ['(cancelalo|anulalo)'],
        fr: ['annule la'],
      },
      heard: { en: ['cancel it'], de: ['storniere sie'], es: ['cancélalo'], fr: ['annule-la'] },
      reply: done.cancel,
    },
    {
      kind: 'OrderRefundCommand',
      needs: [whichOrder],
      act: refund,
      say: {
        en: [
          'refund [my|the] order [number] [{order}]',
          'i (want|need) (a refund|my money back) for [my|the] order [number] [{order}]',
          'give me (a refund|my money back) for [my|the] order [number] [{order}]',
        ],
        de: [
          'erstatte [mir] [meine|die] bestellung [{order}]',
          '[meine|die] bestellung [{order}] erstatten',
          'ich (mochte|will) [mein] geld fur [meine|die] bestellung [{order}] zuruck',
        ],
        es: [
          'reembolsa [mi|el] pedido [{order}]',
          'quiero el reembolso (del|de mi) pedido [{order}]',
        ],
        fr: ['rembourse [moi] [ma|la] commande [{order}]'],
      },
      heard: {
        en: ['refund order (B-20|1077)'],
        de: ['erstatte die Bestellung (B-20|1077)'],
        es: ['reembolsa el pedido B-20'],
        fr: ['rembourse la commande B-20'],
      },
      reply: done.refund,
    },
    {
      kind: 'OrderAddressCommand',
      needs: [
        whichOrder,
        {
          slot: 'address',
          ask: {
            en: 'To which address?',
            de: 'An welche Adresse?',
            es: '¿A qué dirección?',
            fr: 'À quelle adresse ?',
          },
        },
      ],
      act: changeAddress,
      say: {
        en: [
          '(change|set) the delivery address of [my|the] order [number] [{order}] [to {address}]',
          '(change|move) the delivery of [my|the] order [number] [{order}] to {address}',
          '(deliver|send|bring) [my|the] order [number] [{order}] to {address}',
        ],
        de: [
          'andere die lieferadresse [meiner|der] bestellung [{order}] [(auf|in) {address}]',
          '(liefere|bring|bringe) [meine|die] bestellung [{order}] [an|in] {address}',
        ],
        es: [
          'cambia la direccion de entrega (del|de mi) pedido [{order}] [a {address}]',
          '(envia|lleva) [mi|el] pedido [{order}] a {address}',
        ],
        fr: [
          'change l adresse de livraison de [ma|la] commande [{order}] [pour {address}]',
          '(livre|envoie) [ma|la] commande [{order}] a {address}',
        ],
      },
      heard: unheard,
      reply: done.address,
    },
    {
      kind: 'OrderDateCommand',
      needs: [
        whichOrder,
        {
          slot: 'day',
          ask: {
            en: 'To which day?',
            de: 'Auf welchen Tag?',
            es: '¿A qué día?',
            fr: 'Quel jour ?',
          },
        },
      ],
      act: changeDate,
      say: {
        en: [
          '(change|move|postpone|reschedule) the delivery [date|day] of [my|the] order [number] [{order}] [(to|until) {day}]',
          '(move|postpone|reschedule) [my|the] order [number] [{order}] (to|until) {day}',
          '(deliver|bring) [my|the] order [number] [{order}] on {day}',
        ],
        de: [
          '(verschiebe|verschieb|andere|lege|leg) (die lieferung|den liefertermin) [meiner|der] bestellung [{order}] [auf {day}]',
          '(liefere|bring|bringe) [meine|die] bestellung [{order}] am {day}',
        ],
        es: ['(cambia|mueve) la entrega (del|de mi) pedido [{order}] [(al|para el) {day}]'],
        fr: ['(change|deplace) la livraison de [ma|la] commande [{order}] [(a|au|pour) {day}]'],
      },
      heard: {
        en: [
          'change the delivery of order A-17 to Saturday',
          'move the delivery of order 1088 to Friday',
        ],
        de: ['verschiebe die Lieferung der Bestellung 1088 auf Freitag'],
        es: [],
        fr: [],
      },
      reply: done.date,
    },
  ],
}
