import { LANGUAGES, type LanguageTag } from '../texts/languages.js';
import { chooseLanguage, language, text } from '../texts/text.js';

export function LanguageChoice() {
  return (
    <label class="language">
      <span>{text('common.language')}</span>
      <select
        value={language.value.tag}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as LanguageTag)}
      >
        {LANGUAGES.map(({ direction, name, tag }) => (
          <option key={tag} value={tag} lang={tag} dir={direction}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
