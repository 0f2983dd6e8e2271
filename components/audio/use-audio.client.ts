'use client'

import { useEffect, useState, type RefObject } from 'react'

export type AudioState = {
  playing: boolean
  /** s */
  position: number
  /** s, null until known */
  duration: number | null
  failed: boolean
}

const idle: AudioState = { playing: false, position: 0, duration: null, failed: false }

/** Follows an <audio> element, and silences it when another one on the page starts. */
export function useAudio(ref: RefObject<HTMLAudioElement | null>): AudioState {
  const [state, setState] = useState(idle)

  useEffect(() => {
    const audio = ref.current
    if (!audio) return
    const read = () =>
      setState({
        playing: !audio.paused && !audio.ended,
        position: audio.currentTime,
        duration: Number.isFinite(audio.duration) ? audio.duration : null,
        failed: audio.error !== null,
      })
    const events = [
      'play',
      'pause',
      'ended',
      'seeked',
      'timeupdate',
      'loadedmetadata',
      'durationchange',
      'error',
    ]
    const yieldTo = (event: Event) => {
      if (event.target !== audio) audio.pause()
    }
    events.forEach((name) => audio.addEventListener(name, read))
    document.addEventListener('play', yieldTo, true)
    read()
    return () => {
      events.forEach((name) => audio.removeEventListener(name, read))
      document.removeEventListener('play', yieldTo, true)
    }
  }, [ref])

  return state
}
