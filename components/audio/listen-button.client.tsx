'use client'

import { LoaderCircle, Square, Volume2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.client.ts'

type ListenButtonProps = {
  src: string
  /** what is heard: `Vicki, German` */
  label: string
}

/** Why the server gave no sound, in its own words. */
async function reasonOf(src: string): Promise<string> {
  const fallback = 'The sample cannot be played.'
  try {
    const response = await fetch(src)
    if (response.ok) return fallback
    const problem: unknown = await response.json()
    const said = typeof problem === 'object' && problem && 'detail' in problem && problem.detail
    return typeof said === 'string' ? said : fallback
  } catch {
    return fallback
  }
}

/** Plays one short sound when asked; nothing is loaded before. Another sound of the page silences it. */
export function ListenButton({ src, label }: ListenButtonProps) {
  const audio = useRef<HTMLAudioElement | null>(null)
  const [state, setState] = useState<'idle' | 'loading' | 'playing'>('idle')

  useEffect(() => {
    const element = audio.current
    const yieldTo = (event: Event) => {
      if (event.target !== element) element?.pause()
    }
    document.addEventListener('play', yieldTo, true)
    return () => {
      document.removeEventListener('play', yieldTo, true)
      element?.pause()
    }
  }, [])

  const fail = async () => {
    setState('idle')
    toast.error(await reasonOf(src))
  }
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (state !== 'idle') {
      element.pause()
      setState('idle')
      return
    }
    setState('loading')
    if (element.getAttribute('src') !== src || element.error) element.src = src
    element.currentTime = 0
    // What goes wrong shows itself as the element's error; a pause while it loads is no fault.
    element.play().catch(() => undefined)
  }
  const Icon = state === 'idle' ? Volume2 : state === 'loading' ? LoaderCircle : Square
  return (
    <>
      <audio
        ref={audio}
        preload="none"
        className="hidden"
        onPlaying={() => setState('playing')}
        onPause={() => setState('idle')}
        onEnded={() => setState('idle')}
        onError={() => void fail()}
      />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={state === 'idle' ? `Listen to ${label}` : `Stop ${label}`}
        aria-busy={state === 'loading'}
        onClick={toggle}
      >
        <Icon className={state === 'loading' ? 'motion-safe:animate-spin' : ''} aria-hidden />
      </Button>
    </>
  )
}
