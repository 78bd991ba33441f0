"""Changes of what a questionnaire asks: each function gives the content after one change, and writes nothing."""

from dataclasses import replace

from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow


def free_key(content, base):
    """A short name after `base` that nothing in `content` has."""
    taken = {one.key for one in (*content.sections, *content.questions)}
    numbers = (f"{base[:36]}_{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbers if key not in taken)


def with_question(content, section_key, question, instead=None):
    """`content` with `question` at the end of a section, or in the place of the one whose key is `instead`.

    Conditions that looked at the old key look at the new one. Raises NotNow where the place is gone.
    """
    section = content.section_of(instead) if instead else content.section(section_key)
    if section is None:
        raise NotNow(_("This was removed meanwhile. Add it again where it belongs."))
    held = section.questions
    questions = [question if one.key == instead else one for one in held] if instead else [*held, question]
    changed = content.with_section(replace(section, questions=tuple(questions)))
    return renamed(changed, instead, question.key) if instead and instead != question.key else changed


def renamed(content, old, new):
    """`content` with every condition on the question `old` looking at `new`."""

    def look(thing):
        tests = tuple(test._replace(question=new) if test.question == old else test for test in thing.when.tests)
        return replace(thing, when=replace(thing.when, tests=tests))

    sections = (replace(look(one), questions=tuple(map(look, one.questions))) for one in content.sections)
    return replace(content, sections=tuple(sections))


def without(content, key):
    """`content` without the section or question of this key; what is gone already is no trouble."""
    sections = (replace(one, questions=kept(one.questions, key)) for one in content.sections)
    return replace(content, sections=kept(tuple(sections), key))


def kept(things, key):
    """`things` without the one of this key."""
    return tuple(one for one in things if one.key != key)


def moved(content, key, steps):
    """`content` with the section or question of this key moved by `steps` places, back for less than nothing.

    A question that is moved over an end of its section goes into the section beside it.
    """
    if content.section(key):
        return replace(content, sections=shifted(content.sections, key, steps))
    section = content.section_of(key)
    if section is None:
        return content
    place = [one.key for one in section.questions].index(key) + steps
    if 0 <= place < len(section.questions):
        return content.with_section(replace(section, questions=shifted(section.questions, key, steps)))
    beside = content.sections.index(section) + (1 if steps > 0 else -1)
    if not 0 <= beside < len(content.sections):
        return content
    question, other = content.question(key), content.sections[beside]
    questions = (question, *other.questions) if steps > 0 else (*other.questions, question)
    return without(content, key).with_section(replace(other, questions=questions))


def shifted(things, key, steps):
    """`things` with the one of this key `steps` places on, as far as there are places."""
    held = list(things)
    place = next(index for index, one in enumerate(held) if one.key == key)
    one = held.pop(place)
    held.insert(min(max(place + steps, 0), len(held)), one)
    return tuple(held)


def put_before(content, key, other):
    """`content` with the question of this key before the question `other`, or at the end of the section `other`."""
    question, target = content.question(key), content.section_of(other) or content.section(other)
    if question is None or target is None or key == other:
        return content
    content = without(content, key)
    target = content.section(target.key)
    held = list(target.questions)
    place = next((index for index, one in enumerate(held) if one.key == other), len(held))
    held.insert(place, question)
    return content.with_section(replace(target, questions=tuple(held)))
