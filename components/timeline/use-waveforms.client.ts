'use client'

import { useEffect, useState } from 'react'

import { read } from '#components/api/read.client.ts'
import type { WaveformView } from '#lib/executions/timeline/schema.ts'

const loadSchema = () =>
  import('#lib/executions/timeline/schema.ts').then((schema) => schema.WaveformsView)

/** The outlines of an execution's recordings; null while they are fetched, why they could not be as text. */
export function useWaveforms(executionId: string, audible: boolean) {
  const [waveforms, setWaveforms] = useState<WaveformView[] | string | null>(null)
  useEffect(() => {
    if (!audible) return
    const leaving = new AbortController()
    read(`/api/v1/executions/${executionId}/waveforms`, loadSchema, leaving.signal).then(
      (answer) => setWaveforms(answer.waveforms),
      () => {
        if (!leaving.signal.aborted)
          setWaveforms('The outlines could not be fetched; the recordings may play all the same.')
      },
    )
    return () => leaving.abort()
  }, [executionId, audible])
  return waveforms
}
