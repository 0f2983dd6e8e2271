'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Renders the page again every two seconds; shown only while something on it moves. */
export function RefreshWhileMoving() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), 2_000)
    return () => clearInterval(timer)
  }, [router])
  return null
}
