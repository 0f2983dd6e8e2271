'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const everyMs = 1_500
/** Then a worker is not running, and the reader may reload. */
const most = 80

/** Renders the page anew for as long as it holds this. */
export function RefreshUntilDone() {
  const router = useRouter()
  useEffect(() => {
    let left = most
    const timer = setInterval(() => {
      left -= 1
      if (left <= 0) clearInterval(timer)
      router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [router])
  return null
}
