import { expect, test } from 'vitest'

import { findClaims } from '#lib/engines/validation/text/claims/find-claims.ts'

/** What a reply claims plainly, what it may claim, and nothing. */
function read(text: string, language: string): 'claim' | 'maybe' | 'none' {
  const claims = findClaims(text, language) ?? []
  if (claims.some(({ doubt }) => doubt === null)) return 'claim'
  return claims.length > 0 ? 'maybe' : 'none'
}

const replies: [language: string, claim: string[], never: string[], none: string[]][] = [
  [
    'en-US',
    [
      'I have booked a table for four.',
      'I’ve booked a table for you.',
      'I booked your table for 7 p.m. tonight.',
      'Great news! Your order is cancelled.',
      'Your order has been cancelled.',
      'I am happy to confirm that your table is now reserved.',
      'Certainly, we have just sent you the invoice. Is there anything else?',
      'Your table for four is booked.',
      'I have placed your order.',
      'Your alarm is set for 7.30. Let me know if you need anything else.',
      'Your table I have booked.',
      "I've gone ahead and cancelled your order.",
      'No problem, I have cancelled your order.',
    ],
    [
      'Your order was cancelled on Monday.',
      'Your order is already cancelled.',
      'I have already booked it.',
      'You said that I have booked a table.',
      'I see that your order is cancelled.',
      'According to our records your order is cancelled.',
      'Your flight has been cancelled by the airline.',
      'I booked a table for you yesterday.',
      'If your order is cancelled, you get your money back.',
      'Once I have booked the table, you get a text.',
      'I think I have booked your table.',
      'I have booked your table. Unfortunately it failed.',
      'I have booked your table. Sorry, that did not work.',
      'I was able to book your table.',
      'All done!',
      'You are all set.',
      'Unfortunately 7 p.m. is booked.',
      'That table is reserved.',
      'All our tables are booked.',
      'Your preferred slot is booked.',
      'Your table is reserved for another party.',
      'We are fully booked.',
      'We have moved to a new address.',
      'I have updated my notes.',
      'It is cancelled.',
    ],
    [
      'I have not booked your table.',
      'I haven’t booked your table.',
      'I could not book your table.',
      'I was unable to book it.',
      'Your order is not cancelled.',
      'Have I booked your table?',
      'Have I booked your table',
      'So I booked at 7 p.m. tonight?',
      'Is your order cancelled?',
      'I will book a table for you.',
      'Your table will be booked in a moment.',
      'Shall I book it?',
      'I would have booked a table.',
      'You booked yesterday.',
      'You wrote "I have booked a table".',
      'Please say “I have cancelled my order” to go on.',
      'I can cancel your order.',
      'It is sunny in Toronto.',
      'To cancel your order, press one.',
    ],
  ],
  [
    'de-DE',
    [
      'Ich habe einen Tisch für vier Personen reserviert.',
      'Gerne, ich habe Ihre Bestellung storniert.',
      'Hiermit habe ich Ihre Bestellung storniert.',
      'Den Tisch habe ich gebucht.',
      'Ihre Bestellung ist storniert.',
      'Ihr Tisch ist für 19 Uhr reserviert.',
    ],
    [
      'Ihre Bestellung wurde am Montag storniert.',
      'Ihre Bestellung ist bereits storniert.',
      'Ich habe gestern einen Tisch reserviert.',
      'Sobald ich den Tisch gebucht habe, bekommen Sie eine SMS.',
      'Der Tisch ist leider reserviert.',
      'Wir haben umgebucht.',
      'Laut System ist Ihre Bestellung storniert.',
      'Erledigt!',
    ],
    [
      'Ich habe den Tisch nicht reserviert.',
      'Ich habe keinen Tisch reserviert.',
      'Ihre Bestellung ist noch nicht storniert.',
      'Ich konnte den Tisch nicht reservieren.',
      'Habe ich den Tisch reserviert?',
      'Ist Ihre Bestellung storniert',
      'Ich werde einen Tisch reservieren.',
      'Ihre Bestellung wird storniert.',
      'Sie sagten „ich habe storniert“.',
      'Soll ich die Bestellung stornieren?',
    ],
  ],
  [
    'fr-FR',
    [
      'J’ai réservé une table pour quatre.',
      "C'est parfait, j'ai bien annulé votre commande.",
      'Je vous ai envoyé la facture.',
      'Votre commande est annulée.',
      'Votre commande a été annulée.',
    ],
    [
      'Votre commande était annulée.',
      'La table est réservée.',
      'Votre commande est déjà annulée.',
      'Hier, j’ai réservé une table.',
      'Votre vol a été annulé par la compagnie.',
      'C’est fait !',
    ],
    [
      'Je n’ai pas réservé de table.',
      'Votre commande n’est pas annulée.',
      'Votre commande n’a pas été annulée.',
      'Je vais réserver une table.',
      'Votre table sera réservée.',
      'Est-ce que j’ai réservé une table ?',
      'Vous avez dit « j’ai annulé ma commande ».',
      'Je n’ai pas pu annuler votre commande.',
    ],
  ],
  [
    'es-ES',
    [
      'He reservado una mesa para cuatro.',
      'Cancelé su pedido.',
      'Su pedido ha sido cancelado.',
      'Su mesa está reservada.',
    ],
    [
      'Se ha cancelado su pedido.',
      'La mesa está reservada.',
      'Su pedido fue cancelado el lunes.',
      'Ya he reservado su mesa.',
      'Ayer reservé una mesa.',
      'Según el sistema, su pedido está cancelado.',
      '¡Listo!',
    ],
    [
      'No he reservado la mesa.',
      'No reservé la mesa.',
      'Su pedido no ha sido cancelado.',
      '¿He reservado la mesa?',
      'Voy a reservar una mesa.',
      'No pude cancelar su pedido.',
      'Usted dijo «he cancelado».',
    ],
  ],
  [
    'it-IT',
    [
      'Ho prenotato un tavolo per quattro.',
      'L’ho prenotato.',
      'Il suo ordine è stato annullato.',
      'Il suo tavolo è prenotato.',
    ],
    [
      'Il tavolo è prenotato.',
      'Ho già prenotato il tavolo.',
      'Ieri ho prenotato un tavolo.',
      'L’ordine era annullato.',
      'Fatto!',
    ],
    [
      'Non ho prenotato il tavolo.',
      'L’ordine non è stato annullato.',
      'Ho prenotato il tavolo?',
      'Prenoterò un tavolo.',
      'Il tavolo sarà prenotato.',
      'Non sono riuscito a prenotare.',
    ],
  ],
  [
    'pt-BR',
    ['Reservei uma mesa para quatro.', 'Sua mesa está reservada.', 'Cancelei o seu pedido.'],
    [
      'Seu pedido foi cancelado na segunda.',
      'Já reservei a mesa.',
      'Ontem reservei uma mesa.',
      'Pronto!',
    ],
    [
      'Não reservei a mesa.',
      'Seu pedido não foi cancelado.',
      'Reservei a mesa?',
      'Vou reservar uma mesa.',
      'Sua mesa será reservada.',
      'Não consegui cancelar o pedido.',
    ],
  ],
  [
    'nl-NL',
    [
      'Ik heb een tafel voor vier gereserveerd.',
      'Uw bestelling is geannuleerd.',
      'Uw tafel heb ik gereserveerd.',
    ],
    [
      'De tafel is gereserveerd.',
      'Uw bestelling werd maandag geannuleerd.',
      'Uw bestelling is al geannuleerd.',
      'Ik heb gisteren een tafel gereserveerd.',
      'Geregeld!',
    ],
    [
      'Ik heb de tafel niet gereserveerd.',
      'Ik heb geen tafel gereserveerd.',
      'Uw bestelling is niet geannuleerd.',
      'Heb ik een tafel gereserveerd?',
      'Ik ga een tafel reserveren.',
      'Uw bestelling wordt geannuleerd.',
    ],
  ],
]

test.each(replies.flatMap(([language, claim]) => claim.map((text) => [language, text])))(
  '%s claims: %s',
  (language = '', text = '') => expect(read(text, language)).toBe('claim'),
)

test.each(replies.flatMap(([language, , never]) => never.map((text) => [language, text])))(
  '%s is not certain to claim: %s',
  (language = '', text = '') => expect(read(text, language)).not.toBe('claim'),
)

test.each(replies.flatMap(([language, , , none]) => none.map((text) => [language, text])))(
  '%s claims nothing: %s',
  (language = '', text = '') => expect(read(text, language)).toBe('none'),
)

test('a language without a table is not read', () =>
  expect(findClaims('Varasin pöydän.', 'fi-FI')).toBeNull())

test('places are those of the reply', () => {
  const reply = 'Fine “so”. I’ve booked it.'
  const [claim] = findClaims(reply, 'en-US') ?? []
  expect(reply.slice(claim?.start, claim?.end)).toBe('I’ve booked')
  expect(claim?.deed).toBe('book')
})

test('a long reply is read in no time', () => {
  const reply = 'ich habe den tisch und ich habe den stuhl und '.repeat(400)
  const startedAt = performance.now()
  findClaims(reply, 'de-DE')
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
