import { isOfGroup, type Said, type Told } from '#lib/http/group/messages.ts'
import { StreamPlaces } from '#lib/http/group/stream-places.ts'

type Member = { tell: (told: Told) => void; open: Map<number, object> }

/**
 * What web processes of one installation know together: it hands the news of each on to all others, and keeps the places
 * of streams, which a process that ends gives back.
 */
export class GroupHub {
  readonly #members = new Set<Member>()
  readonly #places = new StreamPlaces<object>()

  /** Adds a process. `hear` takes what it says; `leave` is for its end. */
  join(tell: (told: Told) => void): { hear: (message: unknown) => void; leave: () => void } {
    const member: Member = { tell, open: new Map() }
    this.#members.add(member)
    return {
      hear: (message) => {
        if (isOfGroup<Said>(message)) this.#hear(member, message)
      },
      leave: () => {
        this.#members.delete(member)
        for (const place of member.open.values()) this.#places.leave(place)
      },
    }
  }

  #hear(member: Member, said: Said): void {
    if (said.group === 'news') {
      for (const other of this.#members) if (other !== member) other.tell(said)
    } else if (said.group === 'open') {
      const place = {}
      const refused = this.#places.take(place, said.owner)
      if (refused === null) member.open.set(said.id, place)
      member.tell({ group: 'opened', id: said.id, refused })
    } else {
      const place = member.open.get(said.id)
      member.open.delete(said.id)
      if (place) this.#places.leave(place)
    }
  }
}
