import { LANGUAGES, type LanguageTag } from '../texts/languages.js';
import { chooseLanguage, language, text } from '../texts/text.js';

export function LanguageChoice() {
  const choose = async (select: HTMLSelectElement): Promise<void> => {
    await chooseLanguage(select.value as LanguageTag);
    select.value = language.value.tag;
  };
  return (
    <label class="language">
      <span>{text('common.language')}</span>
      <select value={language.value.tag} onChange={(event) => void choose(event.currentTarget)}>
        {LANGUAGES.map(({ direction, name, tag }) => (
          <option key={tag} value={tag} lang={tag} dir={direction}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
