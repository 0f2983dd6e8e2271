/** Kinds of things that voice AIs do with tools, and say that they have done. */
export type Deed =
  | 'book'
  | 'order'
  | 'cancel'
  | 'send'
  | 'change'
  | 'pay'
  | 'refund'
  | 'create'
  | 'delete'
  | 'switch'
  | 'transfer'

/** How sure it is that a tool does a deed, by its name. */
export type Link = 'yes' | 'maybe' | 'no'

const words = (text: string) => text.split(' ')

/** Beginnings of words in names of tools. Of verbs alone; things that are booked and ordered are in `things`. */
const verbs: Readonly<Record<Exclude<Deed, 'book' | 'order' | 'create'>, readonly string[]>> = {
  cancel: words('cancel annul revok withdraw storn abbrech anul annuler cancelar annulla annuleer'),
  send: words(
    'send email mail sms notif deliver sende envoy envi enviar invia manda verzend verstuur',
  ),
  change: words(
    'change updat modif edit reschedul resched move rebook upgrad amend alter postpon aender änder umbuch verschieb modifi cambi alter wijzig',
  ),
  pay: words('pay charge settl bezahl zahl payer pagar paga betaal'),
  refund: words('refund reimburs erstatt rembours reembols rimbors terugbetal'),
  delete: words('delet remov eras lösch loesch supprim elimin borrar cancella verwijder'),
  switch: words(
    'set turn switch activat deactivat enabl disabl start stop lock unlock block unblock freez control einschalt ausschalt aktivier sperr',
  ),
  transfer: words('transfer handoff handover escalat connect forward weiterleit transfér transfir'),
}

const things: Readonly<Record<'book' | 'order', readonly string[]>> = {
  book: words('book reserv appointment schedul buch termin réserv reserv prenot agend boek'),
  order: words(
    'order purchas buy checkout bestell kauf command pedid pedir compr ordin acquist bestel koop',
  ),
}

/** Say that something comes to be, and with a thing what. */
const makers = words(
  'create make add new place submit open file register save note record insert put',
)

/** A tool that only looks does nothing of what it names. */
const readers = words(
  'get list find check look search quer fetch read show status verif retriev describ view info detail avail policy track validat authent calculat estimat quote lookup count',
)

/** Things whose names begin like a verb: `change_delivery` sends nothing. */
const nouns = words('delivery deliveries')

/** Words of a name, in lower case: `cancelOrder`, `cancel_order` and `cancel order` are the same. */
const partsOf = (name: string): string[] =>
  name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')

const begins = (part: string, beginnings: readonly string[]) =>
  beginnings.some((one) => (one.length <= 3 ? part === one : part.startsWith(one)))

type Known = { verbs: Set<Deed>; things: Set<Deed>; makes: boolean; reads: boolean }

const isAct = (part: string) => Object.values(verbs).some((list) => begins(part, list))

function read(name: string): Known {
  const known: Known = { verbs: new Set(), things: new Set(), makes: false, reads: false }
  const parts = partsOf(name)
  const isVerb = (part: string) => !nouns.includes(part)
  // A thing beside no verb may still tell what is done: `delivery`.
  const acts = parts.some((part) => isVerb(part) && isAct(part)) ? parts.filter(isVerb) : parts
  for (const part of acts) {
    if (begins(part, readers)) known.reads = true
    if (begins(part, makers)) known.makes = true
    for (const [deed, list] of Object.entries(verbs))
      if (begins(part, list)) known.verbs.add(deed as Deed)
    for (const [deed, list] of Object.entries(things))
      if (begins(part, list)) known.things.add(deed as Deed)
  }
  return known
}

/**
 * Whether a tool of this name does a deed: `book_table` books, `cancel_booking` cancels and books nothing, `get_order` only
 * looks. A name that tells nothing may do anything.
 */
export function linkOf(name: string, deed: Deed): Link {
  const { verbs: acts, things: named, makes, reads } = read(name)
  if (reads) return 'no'
  if (acts.size > 0) {
    if (!acts.has(deed)) return 'no'
    return acts.size === 1 && !makes ? 'yes' : 'maybe'
  }
  if (named.size > 0) {
    if (makes && deed === 'create') return 'yes'
    if (!named.has(deed)) return 'no'
    return named.size === 1 ? 'yes' : 'maybe'
  }
  if (!makes) return 'maybe'
  // `create_event` may be a booking, and cancels nothing.
  return deed === 'create' ? 'yes' : deed in things ? 'maybe' : 'no'
}

const lookers = new Set(
  words('get list find lookup look search query fetch read show retrieve describe view'),
)

/**
 * Whether the name of a tool says that it looks and does nothing else: it begins with a verb of looking, and has no word
 * of doing (`search_and_book`).
 */
export function onlyLooks(name: string): boolean {
  const [first = '', ...others] = partsOf(name)
  if (!lookers.has(first)) return false
  return !others.some(
    (part) =>
      part === 'and' ||
      begins(part, makers) ||
      Object.values(verbs).some((list) => begins(part, list)),
  )
}
