'use client'

import type { ExternalToast } from 'sonner'

import { isLostChunk, loseChunk } from '#components/lazy/lost-chunk.client.ts'

/** Fetched when there is first something to say: 10 kB that no page needs before. */
async function say(kind: 'success' | 'error', message: string, options?: ExternalToast) {
  try {
    const { toast: sonner } = await import('sonner')
    sonner[kind](message, options)
  } catch (error) {
    if (!isLostChunk(error)) throw error
    loseChunk()
  }
}

/** Says something at the edge of the screen. */
export const toast = {
  success: (message: string, options?: ExternalToast): void =>
    void say('success', message, options),
  error: (message: string, options?: ExternalToast): void => void say('error', message, options),
}
