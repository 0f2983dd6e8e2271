'use client'

import {
  createContext,
  use,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'

import { CallPlayer, type PlayedClip } from '#components/playback/call-player.ts'

export type PlaybackProviderProps = {
  /** clips that sound at the same time lie on different tracks */
  tracks: PlayedClip[][]
  duration_ms: number
  children: ReactNode
}

const Playback = createContext<CallPlayer | null>(null)

/** Lets everything below play the recordings of one execution. One of them sounds at a time on a page. */
export function PlaybackProvider({ tracks, duration_ms, children }: PlaybackProviderProps) {
  const [player] = useState(() => new CallPlayer(tracks, duration_ms))

  useEffect(() => {
    const yieldTo = ({ target }: Event) => {
      if (!player.owns(target)) player.pause()
    }
    document.addEventListener('play', yieldTo, true)
    return () => {
      document.removeEventListener('play', yieldTo, true)
      player.pause()
    }
  }, [player])

  return (
    <Playback value={player}>
      <Clock />
      {tracks.map((clips, track) => (
        <Sound key={clips[0]?.url ?? track} track={track} />
      ))}
      {children}
    </Playback>
  )
}

/** The element that a track sounds through. */
function Sound({ track }: { track: number }) {
  const player = usePlayer()
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    player.attach(track, element.current)
    return () => player.attach(track, null)
  }, [player, track])
  return <audio ref={element} preload="metadata" className="hidden" />
}

/** The frames in which the player goes on; a timer in a tab that is not seen, where frames stand still. */
function Clock() {
  const player = usePlayer()
  const playing = usePlayback(({ state }) => state.playing)
  useEffect(() => {
    if (!playing) return
    const tick = () => player.tick(performance.now())
    let frame = requestAnimationFrame(function next() {
      tick()
      frame = requestAnimationFrame(next)
    })
    const timer = setInterval(tick, 250)
    return () => {
      cancelAnimationFrame(frame)
      clearInterval(timer)
    }
  }, [playing, player])
  return null
}

/** The player of the execution on the page. */
export function usePlayer(): CallPlayer {
  const player = use(Playback)
  if (!player) throw new Error('There is no PlaybackProvider around this')
  return player
}

/** What `read` finds in the player, and again whenever that changes: a primitive, or the same object while it is equal. */
export function usePlayback<T>(read: (player: CallPlayer) => T): T {
  const player = usePlayer()
  const snapshot = () => read(player)
  return useSyncExternalStore(player.subscribe, snapshot, snapshot)
}
