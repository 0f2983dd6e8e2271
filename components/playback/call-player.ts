/** What the player needs of an <audio> element. */
export type Media = Pick<
  HTMLMediaElement,
  'src' | 'currentTime' | 'paused' | 'ended' | 'readyState' | 'playbackRate' | 'pause' | 'preload'
> & { play(): Promise<void>; readonly error: unknown }

/** A recording at its place on the clock, ms. */
export type PlayedClip = {
  url: string
  label: string
  from_ms: number
  to_ms: number
  /** ms of the recording that are heard at `from_ms` */
  starts_ms: number
}

/** A part of the call to be played alone, ms on the clock. */
export type PlayedPart = { label: string; from_ms: number; to_ms: number }

type Track = { clips: readonly PlayedClip[]; media: Media | null; loaded: PlayedClip | null }

/** What is shown of a player; a new object whenever one of these changes. */
export type PlayerState = {
  playing: boolean
  /** it plays, and waits for audio to arrive */
  waiting: boolean
  rate: number
  /** labels of recordings that cannot be played */
  lost: readonly string[]
  /** label of the part that was asked for alone, while it plays */
  only: string | null
}

/** s by which a recording may run apart from the clock before it is put right. */
const drift = 0.2
/** HAVE_FUTURE_DATA: it can go on playing. */
const goesOn = 3

const within = ({ from_ms, to_ms }: PlayedClip, ms: number) => from_ms <= ms && ms < to_ms

/**
 * Plays recordings at their places on one clock, one track a side. While something sounds its element is the clock; in
 * between the clock runs by itself. It stands still while audio has yet to arrive. Positions in ms.
 */
export class CallPlayer {
  readonly #tracks: Track[]
  readonly #duration: number
  readonly #listeners = new Set<() => void>()
  #state: PlayerState = { playing: false, waiting: false, rate: 1, lost: [], only: null }
  #position = 0
  #stopAt: number | null = null
  #now = 0

  constructor(tracks: readonly (readonly PlayedClip[])[], durationMs: number) {
    this.#tracks = tracks.map((clips) => ({ clips, media: null, loaded: null }))
    this.#duration = durationMs
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Gives a track the element that it sounds through; null takes it away. */
  attach(track: number, media: Media | null): void {
    const found = this.#tracks[track]
    if (!found) return
    found.media = media
    found.loaded = null
    const first = found.clips[0]
    if (media && first) this.#load(found, first)
  }

  get state(): PlayerState {
    return this.#state
  }

  get position(): number {
    return this.#position
  }

  get duration(): number {
    return this.#duration
  }

  owns(media: unknown): boolean {
    return this.#tracks.some((track) => track.media === media)
  }

  /** `now` in ms of any clock that goes on, here and in `tick`. */
  play(now: number): void {
    if (this.#position >= this.#duration) this.#position = 0
    this.#now = now
    this.#set({ playing: true })
    this.#follow()
  }

  pause(): void {
    for (const { media } of this.#tracks) if (media && !media.paused) media.pause()
    this.#stopAt = null
    this.#set({ playing: false, waiting: false, only: null })
  }

  toggle(now: number): void {
    if (this.#state.playing) this.pause()
    else this.play(now)
  }

  /** Plays one part from its beginning to its end, and stops there. */
  playPart({ label, from_ms, to_ms }: PlayedPart, now: number): void {
    this.pause()
    this.seek(from_ms)
    this.#stopAt = to_ms
    this.#set({ only: label })
    this.play(now)
  }

  /** Goes to a position; what was to be played alone no longer is. */
  seek(ms: number): void {
    this.#position = Math.min(Math.max(0, Number.isFinite(ms) ? ms : 0), this.#duration)
    this.#stopAt = null
    this.#set({ only: null })
    this.#follow(true)
    this.#tell()
  }

  setRate(rate: number): void {
    for (const { media } of this.#tracks) if (media) media.playbackRate = rate
    this.#set({ rate })
  }

  /** Goes on; called with each frame while it plays. */
  tick(now: number): void {
    if (!this.#state.playing) return
    const passed = Math.max(0, now - this.#now)
    this.#now = now
    this.#note()
    const sounding = this.#tracks.filter((track) => this.#soundingIn(track))
    const waiting = sounding.some(({ media }) => media !== null && media.readyState < goesOn)
    this.#set({ waiting })
    if (!waiting) this.#advance(sounding, passed)
    const end = Math.min(this.#stopAt ?? this.#duration, this.#duration)
    if (this.#position >= end) {
      this.#position = end
      this.pause()
      return
    }
    this.#follow()
    this.#tell()
  }

  #advance([leader]: Track[], passed: number): void {
    if (!leader?.media || !leader.loaded) {
      this.#position += passed * this.#state.rate
      return
    }
    if (leader.media.paused) return
    const { from_ms, starts_ms } = leader.loaded
    const told = from_ms - starts_ms + leader.media.currentTime * 1_000
    // What is behind has stepped back a little, or has yet to be sought there: `#follow` sees to it.
    if (told > this.#position) this.#position = told
  }

  /** Whether a track has something to be heard now. */
  #soundingIn(track: Track): boolean {
    const { loaded, media } = track
    return (
      media !== null &&
      loaded !== null &&
      within(loaded, this.#position) &&
      !media.ended &&
      !this.#state.lost.includes(loaded.label)
    )
  }

  /** Makes the elements sound as the clock says. `exactly`: also where they are nearly right. */
  #follow(exactly = false): void {
    for (const track of this.#tracks) {
      const { media } = track
      if (!media) continue
      const clip = track.clips.find((one) => within(one, this.#position))
      if (!clip || this.#state.lost.includes(clip.label)) {
        if (!media.paused) media.pause()
        // What comes next is there when its time has come.
        const next = track.clips.find(({ from_ms }) => from_ms > this.#position)
        if (next) this.#load(track, next)
        continue
      }
      this.#load(track, clip)
      const at = (this.#position - clip.from_ms + clip.starts_ms) / 1_000
      if (media.readyState > 0 && Math.abs(media.currentTime - at) > (exactly ? 0.01 : drift))
        if (!media.ended || exactly || at < media.currentTime - drift) media.currentTime = at
      if (media.playbackRate !== this.#state.rate) media.playbackRate = this.#state.rate
      if (this.#state.playing && media.paused && !media.ended) this.#start(media)
    }
  }

  #start(media: Media): void {
    media.play().catch((error: unknown) => {
      // What is interrupted, or is not there, shows itself in the next frame.
      if (error instanceof Error && error.name === 'NotAllowedError') this.pause()
    })
  }

  #load(track: Track, clip: PlayedClip): void {
    const { media } = track
    if (!media || track.loaded === clip) return
    const isHere = track.loaded?.url === clip.url
    track.loaded = clip
    // Another piece of the same recording is sought, not fetched again.
    if (isHere) return
    media.src = clip.url
    media.playbackRate = this.#state.rate
  }

  /** Notes recordings that turn out not to be there. */
  #note(): void {
    const lost = this.#tracks.flatMap(({ media, loaded }) =>
      media?.error && loaded && !this.#state.lost.includes(loaded.label) ? [loaded.label] : [],
    )
    if (lost.length > 0) this.#set({ lost: [...this.#state.lost, ...lost] })
  }

  #set(change: Partial<PlayerState>): void {
    const names = Object.keys(change) as (keyof PlayerState)[]
    if (names.every((name) => this.#state[name] === change[name])) return
    this.#state = { ...this.#state, ...change }
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
