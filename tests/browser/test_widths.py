"""The console on small laptops and telephones: nothing is outside, covered or cut, and menus let go of the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.test_console import filed

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(180)]

Visit = Callable[..., Page]

#: Right edges of what is outside the window.
OUTSIDE = """selector => [...document.querySelectorAll(selector)]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""
#: Headings of which a word is broken: narrower than their longest word.
BROKEN = """() => [...document.querySelectorAll('th, dt')].filter(one => {
  const style = getComputedStyle(one);
  const probe = Object.assign(document.createElement('span'), { textContent: '' });
  probe.style.cssText = 'position:absolute;white-space:nowrap';
  for (const key of ['fontFamily', 'fontSize', 'fontWeight', 'letterSpacing']) probe.style[key] = style[key];
  document.body.append(probe);
  const widest = Math.max(...one.innerText.split(/\\s+|(?<=-)/).map(word => (probe.textContent = word, probe.offsetWidth)));
  probe.remove();
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return one.checkVisibility() && one.innerText && !one.closest('.heat') && widest > room + 1.5;
}).map(one => one.innerText)"""


@pytest.mark.parametrize("width", [980, 1024, 1100, 1280])
def test_the_header_is_one_row_with_everything_in_it(product: Product, staff: Visit, width: int) -> None:
    desk = staff(width=width, language="en")
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert desk.evaluate(OUTSIDE, ".top a, .top summary") == []
    assert desk.evaluate("document.querySelector('.top').offsetHeight") < 60
    desk.locator(".menu:not(.exports) summary").click()
    expect(desk.get_by_role("button", name="Log out")).to_be_in_viewport()


def test_a_telephone_sees_the_jumps_below_the_header(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-3001")
    desk = staff(width=390, language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.evaluate("scrollTo(0, document.body.scrollHeight)")
    jumps, top = desk.locator(".jumps").bounding_box(), desk.locator(".top").bounding_box()
    assert jumps
    assert top
    assert top["height"] < 100
    assert jumps["y"] >= top["height"] - 1
    # What a group of places holds opens within the window, though its row is scrolled.
    desk.locator(".group summary", has_text="Administration").click()
    expect(desk.locator(".group[open] a", has_text="Audit log")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [390, 1024])
def test_every_button_of_a_colleague_is_within_reach(product: Product, staff: Visit, width: int) -> None:
    desk = staff(width=width, language="en")
    desk.goto(f"{product.url}/console/users")
    desk.fill("[name=login]", f"chen{width}")
    desk.fill("[name=name]", "Chen Siyuan")
    desk.get_by_role("button", name="Add", exact=True).click()
    row = desk.get_by_role("row", name=f"chen{width}")
    expect(row.get_by_role("button", name="Disable")).to_be_visible()
    assert desk.evaluate(OUTSIDE, ".row-buttons .button") == []
    row.locator(".pop summary").click()
    row.locator(".pop button").click(trial=True)


def test_no_heading_is_broken_inside_a_word(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-3002")
    for width in (390, 1024, 1440):
        desk = staff(width=width, language="en")
        for path in ("figures", f"cases/{number}", "performance"):
            desk.goto(f"{product.url}/console/{path}")
            assert desk.evaluate(BROKEN) == [], (path, width)


@pytest.mark.parametrize("width", [390, 1024])
def test_the_help_of_a_figure_is_whole_and_goes_away(product: Product, staff: Visit, width: int) -> None:
    desk = staff(width=width, language="en")
    desk.goto(f"{product.url}/console/figures")
    for help in desk.locator(".figure-help").all()[:3]:
        help.locator("summary").click()
        words = help.locator("p").bounding_box()
        assert words
        assert words["x"] >= 0
        assert words["x"] + words["width"] <= width
    assert desk.locator(".figure-help[open]").count() == 1
    desk.locator("h1").click()
    assert desk.locator(".figure-help[open]").count() == 0


def test_a_telephone_sees_the_ends_of_all_bars(product: Product, visit: Visit, staff: Visit) -> None:
    filed(product, visit, "20260101-3003")
    desk = staff(width=390, language="en")
    desk.goto(f"{product.url}/console/figures?period=year")
    desk.locator(".figure-room:not(.wide) .chart").first.wait_for(timeout=15_000)
    assert (
        desk.evaluate(
            "[...document.querySelectorAll('.figure-room:not(.wide) .chart')].filter(one => one.scrollWidth > one.clientWidth).length"
        )
        == 0
    )


def test_a_telephone_reads_what_each_number_of_the_knowledge_base_is(product: Product, staff: Visit) -> None:
    desk = staff(width=390, language="en")
    desk.goto(f"{product.url}/console/knowledge")
    cell = desk.locator("td.n").first
    assert desk.evaluate("one => getComputedStyle(one, '::before').content", cell.element_handle()) not in (
        "none",
        '""',
    )
    assert "how_long" not in desk.locator("main").inner_text()


def test_menus_let_go_of_the_keyboard(product: Product, staff: Visit) -> None:
    desk = staff(language="en")
    group = desk.locator(".group").first
    group.locator("summary").focus()
    desk.keyboard.press("Enter")
    expect(group).to_have_attribute("open", "")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    expect(group).not_to_have_attribute("open", "")
    expect(group.locator("summary")).to_be_focused()
    desk.keyboard.press("Enter")
    for _ in range(group.locator("a").count() + 1):
        desk.keyboard.press("Tab")
    expect(group).not_to_have_attribute("open", "")


def test_a_search_leaves_the_filters_shut(product: Product, visit: Visit, staff: Visit) -> None:
    filed(product, visit, "20260101-3004")
    desk = staff(width=1440, language="en")
    desk.fill("[type=search]", "20260101-3004")
    desk.keyboard.press("Enter")
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(desk.locator(".more-filters")).not_to_have_attribute("open", "")
    desk.locator(".more-filters > summary").click()
    first, last = (desk.locator(f".filter-room [name={name}]").bounding_box() for name in ("from", "to"))
    assert first
    assert last
    assert first["y"] == last["y"]


def test_opened_filters_fit_a_telephone(product: Product, staff: Visit) -> None:
    desk = staff(width=390, language="en")
    desk.goto(f"{product.url}/console/cases?view=all&from=2026-01-01&to=2026-12-31")
    expect(desk.locator(".filter-days")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_slash_without_a_fitting_reply_says_so(product: Product, visit: Visit, staff: Visit) -> None:
    _, number = filed(product, visit, "20260101-3005")
    desk = staff(language="en")
    desk.goto(f"{product.url}/console/cases/{number}")
    desk.get_by_role("button", name="Take over").click()
    desk.wait_for_load_state()
    reply = desk.locator(".reply textarea")
    reply.press_sequentially("/zzz")
    expect(desk.locator(".script-list")).to_have_text("No prepared reply fits.")
    reply.press("Enter")
    expect(reply).to_have_value("/zzz\n")
    reply.press("Backspace")
    reply.press("Escape")
    expect(desk.locator(".script-list")).to_be_hidden()
    desk.get_by_role("button", name="Give back to the bot").click()


def test_the_title_of_the_chat_is_whole_on_a_telephone(product: Product, visit: Visit) -> None:
    page = visit(width=390, language="en")
    page.goto(product.url)
    title = page.locator(".bar-title")
    expect(title).not_to_be_empty()
    assert title.evaluate("one => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth")


#: What stands behind a name with marks of direction, and a button whose words take two rows.
BESIDE = """name => {
  const line = document.createElement('p');
  line.innerHTML = '<strong></strong> · <span>HY26-7KQM-4T9C</span>';
  line.firstChild.textContent = name;
  document.querySelector('main').append(line);
  const [left, right] = [line.firstChild, line.lastChild].map(one => one.getBoundingClientRect());
  return [left.right <= right.left, right.left - left.right < 40];
}"""
CUT = """words => {
  const button = Object.assign(document.createElement('button'), { className: 'button', textContent: words });
  button.style.width = '200px';
  document.querySelector('main').append(button);
  const text = document.createRange();
  text.selectNodeContents(button);
  const [inside, outside] = [text.getBoundingClientRect(), button.getBoundingClientRect()];
  return Math.min(inside.top - outside.top, outside.bottom - inside.bottom);
}"""


@pytest.mark.parametrize("name", ["\u202eabc def", "\u2067abc def", "محمد علي", "王小明"])
def test_marks_of_direction_turn_round_nothing_but_themselves(staff: Visit, name: str) -> None:
    desk = staff(width=1280, language="en")
    assert desk.evaluate(BESIDE, name) == [True, True]


def test_a_button_of_two_rows_keeps_its_words_off_its_border(staff: Visit) -> None:
    desk = staff(width=390)
    assert desk.evaluate(CUT, "从 王小明（华东区售后服务二组） 处接管这个案件的对话") >= 4
