import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './nonce'
import { App } from './App'
import './app.css'
import './i18n'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
