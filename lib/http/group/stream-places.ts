/** Whose a stream is: everything that can end it. */
export type StreamOwner = {
  userId: string
  /** the API token that it was opened with */
  tokenId?: string
  organizationId: string
}

/** Streams of one person and of one organization that may be open. */
export const mostStreams = { user: 10, organization: 200 }

export type Refused = keyof typeof mostStreams

/** Which streams are open, and whether there is a place for one more. */
export class StreamPlaces<Key> {
  readonly #open = new Map<Key, StreamOwner>()

  /** Takes a place under `key`; says whose limit is reached instead when there is none. */
  take(key: Key, owner: StreamOwner): Refused | null {
    const [ofUser, ofAll] = [this.#count('userId', owner), this.#count('organizationId', owner)]
    if (ofUser >= mostStreams.user) return 'user'
    if (ofAll >= mostStreams.organization) return 'organization'
    this.#open.set(key, owner)
    return null
  }

  leave(key: Key): void {
    this.#open.delete(key)
  }

  #count(by: 'userId' | 'organizationId', owner: StreamOwner): number {
    let count = 0
    for (const other of this.#open.values()) if (other[by] === owner[by]) count++
    return count
  }
}
