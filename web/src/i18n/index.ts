import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'
import zh from './zh-CN.json'

export type Language = 'zh-CN' | 'en'
const KEPT = 'mingjing.language'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh }
  }
}

export const keptLanguage = (): Language => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN')

void i18next.use(initReactI18next).init({
  lng: keptLanguage(),
  fallbackLng: 'zh-CN',
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
})

/** Switches every text at once and remembers the choice in this browser. */
export function speak(language: Language): void {
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

document.documentElement.lang = keptLanguage()
