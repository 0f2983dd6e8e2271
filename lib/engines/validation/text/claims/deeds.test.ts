import { expect, test } from 'vitest'

import {
  linkOf,
  onlyLooks,
  type Deed,
  type Link,
} from '#lib/engines/validation/text/claims/deeds.ts'

test.each<[name: string, deed: Deed, link: Link]>([
  ['book_table', 'book', 'yes'],
  ['bookTable', 'book', 'yes'],
  ['create_reservation', 'book', 'yes'],
  ['reservations.create', 'book', 'yes'],
  ['schedule-appointment', 'book', 'yes'],
  ['cancel_booking', 'cancel', 'yes'],
  ['booking_cancel', 'cancel', 'yes'],
  ['place_order', 'order', 'yes'],
  ['send_email', 'send', 'yes'],
  ['issue_refund', 'refund', 'yes'],
  ['create_ticket', 'create', 'yes'],
  ['change_delivery', 'change', 'yes'],
  ['cancelDelivery', 'cancel', 'yes'],
  ['deliver_order', 'send', 'yes'],
  ['set_alarm', 'switch', 'yes'],
  ['tisch_reservieren', 'book', 'yes'],
  ['bestellung_stornieren', 'cancel', 'yes'],
  ['annuler_commande', 'cancel', 'yes'],
  // the thing that another deed is done to
  ['cancel_booking', 'book', 'no'],
  ['cancel_order', 'order', 'no'],
  ['update_booking', 'book', 'no'],
  ['send_order_confirmation', 'order', 'no'],
  ['change_delivery', 'send', 'no'],
  // looks only
  ['get_order', 'order', 'no'],
  ['check_booking', 'book', 'no'],
  ['order_status', 'order', 'no'],
  ['get_cancellation_policy', 'cancel', 'no'],
  ['find_table', 'book', 'no'],
  ['create_ticket', 'cancel', 'no'],
  // may do anything
  ['manage_things', 'cancel', 'maybe'],
  ['api_call', 'book', 'maybe'],
  ['', 'book', 'maybe'],
  ['create_event', 'book', 'maybe'],
  ['cancel_and_refund', 'refund', 'maybe'],
])('%s, %s: %s', (name, deed, link) => expect(linkOf(name, deed)).toBe(link))

test.each([
  ['get_order', true],
  ['lookup', true],
  ['listBookings', true],
  ['find_tables', true],
  // may do more than look
  ['get_refund', false],
  ['search_and_cancel', false],
  ['checkout', false],
  ['check_in', false],
  ['order_status', false],
  ['run_action', false],
  ['', false],
])('%s only looks: %s', (name, looks) => expect(onlyLooks(name)).toBe(looks))
