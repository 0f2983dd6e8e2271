import { expect, test } from 'vitest'

import { CallPlayer, type Media, type PlayedClip } from '#components/playback/call-player.ts'

/** An element that plays as long as its clip is, when the test lets time pass. */
class FakeMedia implements Media {
  #src = ''
  currentTime = 0
  paused = true
  readyState = 4
  playbackRate = 1
  preload: Media['preload'] = 'metadata'
  error: unknown = null
  /** s */
  length = 1
  refuse: string | null = null

  get src() {
    return this.#src
  }

  /** As browsers do: what is loaded anew stands still at its beginning. */
  set src(url: string) {
    this.#src = url
    this.currentTime = 0
    this.paused = true
  }

  get ended() {
    return this.currentTime >= this.length
  }

  play() {
    if (this.refuse !== null)
      return Promise.reject(Object.assign(new Error('no'), { name: this.refuse }))
    this.paused = false
    return Promise.resolve()
  }

  pause() {
    this.paused = true
  }
}

const clip = (label: string, from_ms: number, to_ms: number): PlayedClip => ({
  ...{ label, from_ms, to_ms, url: `/${label}`, starts_ms: 0 },
})

function playerOf(tracks: PlayedClip[][], duration: number) {
  const player = new CallPlayer(tracks, duration)
  const media = tracks.map(() => new FakeMedia())
  media.forEach((one, track) => player.attach(track, one))
  let now = 0
  /** Lets so many ms pass, in frames of 20 ms. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 20) {
      now += 20
      for (const one of media)
        if (!one.paused && one.readyState > 2)
          one.currentTime = Math.min(one.length, one.currentTime + (20 / 1_000) * one.playbackRate)
      player.tick(now)
    }
  }
  return { player, media, pass, play: () => player.play(now) }
}

test('recordings of two sides sound at their places, and the silence between them is kept', () => {
  const { player, media, pass, play } = playerOf(
    [[clip('caller', 0, 1_000)], [clip('reply', 1_500, 2_500)]],
    2_600,
  )
  play()
  pass(500)
  expect(player.position).toBeCloseTo(500, -2)
  expect([media[0]?.paused, media[1]?.paused]).toEqual([false, true])
  pass(800)
  expect([media[0]?.ended, media[1]?.paused]).toEqual([true, true])
  pass(700)
  expect([media[0]?.paused, media[1]?.paused]).toEqual([true, false])
  expect(player.position).toBeCloseTo(1_500 + (media[1]?.currentTime ?? 0) * 1_000, -2)
  pass(1_000)
  expect(player.state.playing).toBe(false)
  expect(player.position).toBe(2_600)
})

test('after its end it begins again', () => {
  const { player, pass, play } = playerOf([[clip('call', 0, 1_000)]], 1_000)
  play()
  pass(1_200)
  expect(player.position).toBe(1_000)
  play()
  pass(100)
  expect(player.position).toBeLessThan(300)
})

test('the clock stands still while audio has yet to arrive', () => {
  const { player, media, pass, play } = playerOf([[clip('call', 0, 1_000)]], 1_000)
  const [only] = media
  if (only) only.readyState = 1
  play()
  pass(400)
  expect(player.position).toBe(0)
  expect(player.state.waiting).toBe(true)
  if (only) only.readyState = 4
  pass(200)
  expect(player.state.waiting).toBe(false)
  expect(player.position).toBeGreaterThan(100)
})

test('a place that was sought is kept until the audio there has arrived', () => {
  const { player, media, pass, play } = playerOf([[clip('call', 0, 1_000)]], 1_000)
  const [only] = media
  if (only) only.readyState = 0
  player.seek(600)
  play()
  pass(200)
  expect(player.position).toBe(600)
  if (only) only.readyState = 4
  pass(100)
  expect(player.position).toBeGreaterThan(620)
  expect(only?.currentTime).toBeGreaterThan(0.6)
})

test('a recording that is gone is told, and the call goes on without it', () => {
  const { player, media, pass, play } = playerOf([[clip('call', 0, 1_000)]], 1_000)
  const [only] = media
  if (only) Object.assign(only, { readyState: 0, error: { code: 4 } })
  play()
  pass(400)
  expect(player.state.lost).toEqual(['call'])
  expect(player.position).toBeGreaterThan(300)
})

test('a seek while it plays goes on from there, on the track that is heard there', () => {
  const { player, media, pass, play } = playerOf(
    [[clip('caller', 0, 1_000)], [clip('reply', 1_500, 2_500)]],
    2_600,
  )
  play()
  pass(100)
  player.seek(2_000)
  expect(media[1]?.currentTime).toBeCloseTo(0.5)
  pass(100)
  expect([media[0]?.paused, media[1]?.paused]).toEqual([true, false])
  player.seek(-50)
  expect(player.position).toBe(0)
  player.seek(Number.NaN)
  expect(player.position).toBe(0)
})

test('a part is played alone and stops at its end; a seek makes it the whole call again', () => {
  const { player, pass, play } = playerOf([[clip('call', 0, 3_000)]], 3_000)
  player.playPart({ label: 'Caller, turn 1', from_ms: 200, to_ms: 600 }, 0)
  expect(player.state.only).toBe('Caller, turn 1')
  pass(700)
  expect(player.position).toBe(600)
  expect(player.state).toMatchObject({ playing: false, only: null })
  play()
  pass(200)
  expect(player.position).toBeGreaterThan(700)
})

test('a browser that refuses to play is no player that hangs', async () => {
  const { player, media, play } = playerOf([[clip('call', 0, 1_000)]], 1_000)
  const [only] = media
  if (only) only.refuse = 'NotAllowedError'
  play()
  await Promise.resolve()
  await Promise.resolve()
  expect(player.state.playing).toBe(false)
})

test('a recording that was heard in pieces is played in pieces', () => {
  const piece = (from_ms: number, starts_ms: number) => ({
    ...{ url: '/reply', label: 'reply', from_ms, to_ms: from_ms + 400, starts_ms },
  })
  const { player, media, pass, play } = playerOf([[piece(0, 0), piece(1_000, 400)]], 1_400)
  play()
  pass(600)
  expect(media[0]?.paused).toBe(true)
  expect(player.position).toBeCloseTo(600, -2)
  pass(500)
  expect(media[0]?.paused).toBe(false)
  expect(media[0]?.currentTime).toBeCloseTo((player.position - 1_000 + 400) / 1_000, 1)
})

test('speed holds for what is loaded later, too', () => {
  const { player, media, pass, play } = playerOf(
    [[clip('one', 0, 1_000), clip('two', 1_000, 2_000)]],
    2_000,
  )
  player.setRate(2)
  play()
  pass(900)
  expect(media[0]?.src).toBe('/two')
  expect(media[0]?.playbackRate).toBe(2)
})
