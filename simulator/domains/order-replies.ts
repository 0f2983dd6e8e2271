import type { PerLanguage, Said } from '#simulator/domains/domain.ts'

type Reply = Said['reply']

const reply = (texts: PerLanguage<string>): Reply => ({
  en: { short: texts.en },
  de: { short: texts.de },
  es: { short: texts.es },
  fr: { short: texts.fr },
})

/** Where an order is, by the status that its tool gives back. */
export const whereabouts: Readonly<Record<string, Reply>> = {
  preparing: reply({
    en: 'Order {order} is being prepared and arrives on {arrives}.',
    de: 'Die Bestellung {order} wird vorbereitet und kommt am {arrives}.',
    es: 'El pedido {order} está en preparación y llega el {arrives}.',
    fr: 'La commande {order} est en préparation et arrive {arrives}.',
  }),
  shipped: reply({
    en: 'Order {order} is on its way and arrives on {arrives}.',
    de: 'Die Bestellung {order} ist unterwegs und kommt am {arrives}.',
    es: 'El pedido {order} va de camino y llega el {arrives}.',
    fr: 'La commande {order} est en route et arrive {arrives}.',
  }),
  delivered: reply({
    en: 'Order {order} arrived on {arrives}.',
    de: 'Die Bestellung {order} ist am {arrives} angekommen.',
    es: 'El pedido {order} llegó el {arrives}.',
    fr: 'La commande {order} est arrivée {arrives}.',
  }),
  cancelled: reply({
    en: 'Order {order} is cancelled.',
    de: 'Die Bestellung {order} ist storniert.',
    es: 'El pedido {order} está cancelado.',
    fr: 'La commande {order} est annulée.',
  }),
  refunded: reply({
    en: 'Order {order} is refunded.',
    de: 'Die Bestellung {order} ist erstattet.',
    es: 'El pedido {order} está reembolsado.',
    fr: 'La commande {order} est remboursée.',
  }),
}

/** Of a status that nobody has taught the demo. */
export const otherStatus = reply({
  en: 'The status of order {order} is: {status}.',
  de: 'Der Stand der Bestellung {order} ist: {status}.',
  es: 'El estado del pedido {order} es: {status}.',
  fr: "L'état de la commande {order} est : {status}.",
})

export const unknownOrder = reply({
  en: 'I cannot find order {order}.',
  de: 'Die Bestellung {order} finde ich nicht.',
  es: 'No encuentro el pedido {order}.',
  fr: 'Je ne trouve pas la commande {order}.',
})

/** A lookup that failed for another reason. */
export const noNews = reply({
  en: 'I cannot look up order {order} at the moment.',
  de: 'Ich kann die Bestellung {order} gerade nicht nachsehen.',
  es: 'No puedo consultar el pedido {order} en este momento.',
  fr: 'Je ne peux pas consulter la commande {order} pour le moment.',
})

/** What was done. */
export const done = {
  cancel: reply({
    en: 'I have cancelled order {order}.',
    de: 'Ich habe die Bestellung {order} storniert.',
    es: 'He cancelado el pedido {order}.',
    fr: "J'ai annulé la commande {order}.",
  }),
  refund: reply({
    en: 'I have refunded order {order}.',
    de: 'Ich habe die Bestellung {order} erstattet.',
    es: 'He reembolsado el pedido {order}.',
    fr: "J'ai remboursé la commande {order}.",
  }),
  date: reply({
    en: 'I have changed the delivery of order {order} to {day}.',
    de: 'Ich habe die Lieferung der Bestellung {order} auf {day} verschoben.',
    es: 'He cambiado la entrega del pedido {order} al {day}.',
    fr: "J'ai déplacé la livraison de la commande {order} à {day}.",
  }),
  address: reply({
    en: 'I have changed the delivery address of order {order} to {address}.',
    de: 'Ich habe die Lieferadresse der Bestellung {order} auf {address} geändert.',
    es: 'He cambiado la dirección de entrega del pedido {order} a {address}.',
    fr: "J'ai changé l'adresse de livraison de la commande {order} pour {address}.",
  }),
}

/** What could not be done; `{why}` is empty or says why. */
export const refused = {
  cancel: reply({
    en: 'I could not cancel order {order}{why}.',
    de: 'Ich konnte die Bestellung {order} nicht stornieren{why}.',
    es: 'No he podido cancelar el pedido {order}{why}.',
    fr: "Je n'ai pas pu annuler la commande {order}{why}.",
  }),
  refund: reply({
    en: 'I could not refund order {order}{why}.',
    de: 'Ich konnte die Bestellung {order} nicht erstatten{why}.',
    es: 'No he podido reembolsar el pedido {order}{why}.',
    fr: "Je n'ai pas pu rembourser la commande {order}{why}.",
  }),
  change: reply({
    en: 'I could not change the delivery of order {order}{why}.',
    de: 'Ich konnte die Lieferung der Bestellung {order} nicht ändern{why}.',
    es: 'No he podido cambiar la entrega del pedido {order}{why}.',
    fr: "Je n'ai pas pu changer la livraison de la commande {order}{why}.",
  }),
}

/** Why a tool failed, by the error that it gave. */
export const reasons: Readonly<Record<string, PerLanguage<string>>> = {
  already_shipped: {
    en: ': it was shipped already',
    de: ': sie ist schon unterwegs',
    es: ': va de camino',
    fr: ' : elle est en route',
  },
  already_delivered: {
    en: ': it has arrived',
    de: ': sie ist schon angekommen',
    es: ': llegó antes',
    fr: ' : elle est arrivée',
  },
  already_cancelled: {
    en: ': there is nothing left to cancel',
    de: ': da ist nichts mehr zu stornieren',
    es: ': no queda nada que cancelar',
    fr: " : il n'y a plus rien à annuler",
  },
  already_refunded: {
    en: ': there is nothing left to refund',
    de: ': da ist nichts mehr zu erstatten',
    es: ': no queda nada que reembolsar',
    fr: " : il n'y a plus rien à rembourser",
  },
  not_delivered: {
    en: ': it has not arrived yet',
    de: ': sie ist noch nicht angekommen',
    es: ': aún no ha llegado',
    fr: " : elle n'est pas encore arrivée",
  },
}

export const mayCancel = {
  yes: reply({
    en: 'Order {order} can still be cancelled.',
    de: 'Die Bestellung {order} kann noch storniert werden.',
    es: 'El pedido {order} todavía se puede cancelar.',
    fr: 'La commande {order} peut encore être annulée.',
  }),
  no: reply({
    en: 'Order {order} cannot be cancelled any more.',
    de: 'Die Bestellung {order} kann nicht mehr storniert werden.',
    es: 'El pedido {order} no se puede cancelar.',
    fr: 'La commande {order} ne peut plus être annulée.',
  }),
}

export const leftAlone = reply({
  en: 'All right, I leave it as it is.',
  de: 'Gut, ich lasse alles, wie es ist.',
  es: 'De acuerdo, lo dejo como está.',
  fr: "D'accord, je laisse tout comme c'est.",
})

/** Said before a tool is used, where the protocol can say two things in a turn. */
export const filler: PerLanguage<string> = {
  en: 'Let me check that.',
  de: 'Ich sehe kurz nach.',
  es: 'Un momento, lo compruebo.',
  fr: 'Un instant, je vérifie.',
}

/** Where the client runs the tools, and offers none that would do. */
export const noTool: PerLanguage<string> = {
  en: 'I cannot do that here.',
  de: 'Das kann ich hier nicht.',
  es: 'Eso no puedo hacerlo aquí.',
  fr: 'Je ne peux pas faire cela ici.',
}
