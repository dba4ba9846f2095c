"""What UX.md promises, line by line, and the tests through the real window that show it.

A promise without a test is a promise that nobody keeps: ``test_ux_lines.py`` fails for one.
"""

from __future__ import annotations

from typing import NamedTuple


class Promise(NamedTuple):
    section: str
    words: str
    tests: tuple[str, ...]
    """As ``file::test`` below tests/ui."""


def _promise(section: str, words: str, *tests: str) -> Promise:
    return Promise(section, words, tests)


WINDOW, LOOK, SEEN = "The window", "The look", "Seen, not assumed"

PROMISES = (
    _promise(
        WINDOW,
        "one window, three panes, splitters that remember",
        "test_main_window::test_window_comes_back_where_it_was",
        "test_main_window::test_tree_stands_beside_the_lists_only",
    ),
    _promise(
        WINDOW,
        "down to 1024 × 640 without a horizontal scrollbar",
        "test_every_window::test_R118_every_screen_fits_and_says_what_it_is",
        "test_inbox_view::test_everything_fits_without_a_scrollbar",
        "test_member_view::test_everything_fits_without_a_scrollbar",
    ),
    _promise(WINDOW, "the detail pane folds into a sheet", "test_inbox_view::test_detail_folds_into_a_sheet"),
    _promise(
        WINDOW,
        "the first screen is the inbox, nearest deadline on top",
        "test_main_window::test_inbox_is_in_front_and_ready_for_the_keyboard",
        "test_inbox_view::test_what_is_nearest_its_deadline_is_on_top_and_chosen",
    ),
    _promise(
        WINDOW,
        "who knows nothing approves a first transfer",
        "test_look::test_the_first_transfer_is_approved_with_one_press_after_the_start",
    ),
    _promise(
        WINDOW,
        "lists are sortable, columns movable, selection as in a file manager",
        "test_list_view::test_click_on_a_header_sorts_and_on_an_unsortable_one_does_not",
        "test_list_view::test_order_width_and_choice_of_columns_are_remembered",
        "test_list_view::test_the_order_of_the_rows_is_remembered",
        "test_list_view::test_mouse_selects_as_in_a_file_manager",
        "test_list_view::test_keyboard_selects_as_in_a_file_manager",
    ),
    _promise(
        WINDOW,
        "context menu = toolbar = menu bar = shortcut",
        "test_inbox_view::test_buttons_and_menu_are_the_same_actions",
        "test_verbs::test_every_verb_is_in_exactly_one_group",
        "test_header::test_person_menu_holds_the_verbs_themselves",
    ),
    _promise(
        WINDOW,
        "copy puts tab-separated rows on the clipboard",
        "test_inbox_view::test_rows_are_copied_for_a_spreadsheet",
        "test_outbox_view::test_rows_can_be_copied_for_a_spreadsheet",
    ),
    _promise(
        WINDOW,
        "J/K move, A approve, R refuse, L allocate, U withdraw or take back, Space select, Enter open",
        "test_inbox_view::test_j_and_k_move_and_every_key_decides_its_own_row",
        "test_inbox_view::test_R112_approving_with_one_key_goes_on_to_the_next",
        "test_inbox_view::test_R54_R112_refusing_asks_for_the_reason_in_place",
        "test_inbox_view::test_R50_R112_allocating_asks_for_the_branch",
        "test_inbox_view::test_u_takes_back_what_has_not_been_sent",
        "test_inbox_view::test_R44_u_withdraws_what_i_started",
        "test_list_view::test_space_picks_one_after_the_other",
        "test_list_view::test_enter_and_double_click_open",
    ),
    _promise(
        WINDOW,
        "Ctrl+K, Ctrl+F, F5, ?",
        "test_look::test_the_search_is_one_chord_away",
        "test_look::test_f5_syncs_wherever_one_is",
        "test_shortcuts_dialogue::test_every_shortcut_is_listed",
    ),
    _promise(
        WINDOW,
        "deciding is instant, shown as 待同步, the next is selected",
        "test_inbox_view::test_R112_approving_with_one_key_goes_on_to_the_next",
    ),
    _promise(WINDOW, "no modal success box", "test_look::test_deciding_opens_no_window"),
    _promise(
        WINDOW,
        "undo in a bar until it is sent",
        "test_main_window::test_R113_decision_can_be_undone_until_it_is_sent",
        "test_main_window::test_several_decisions_are_undone_as_one",
        "test_main_window::test_what_was_sent_meanwhile_cannot_be_taken_back",
    ),
    _promise(
        WINDOW,
        "only what cannot be taken back asks first",
        "test_main_window::test_signing_out_asks_nothing",
        "test_main_window::test_R114_removing_the_data_asks_and_says_what_is_kept",
        "test_organising::test_R6_what_is_empty_is_dissolved_once_it_is_confirmed",
    ),
    _promise(
        WINDOW,
        "refusing asks inline, recent reasons suggested",
        "test_inbox_view::test_R54_R112_refusing_asks_for_the_reason_in_place",
        "test_inbox_view::test_own_recent_reasons_are_suggested",
    ),
    _promise(
        WINDOW,
        "states are words plus colour plus icon",
        "test_outbox_view::test_every_state_has_its_own_word_and_icon",
        "test_header::test_every_connection_has_a_word_and_an_icon_of_its_own",
        "test_transfer_words::test_nothing_is_called_done_before_the_server_has_said_so",
    ),
    _promise(
        WINDOW,
        "deadlines: 剩 3 天, 今天到期, 已自动通过",
        "test_transfer_words::test_deadlines",
        "test_transfer_words::test_R82_what_the_deadline_did_is_never_shown_as_a_persons_doing",
    ),
    _promise(
        WINDOW,
        "empty, loading, offline, error: each its own text that says what to do",
        "test_list_view::test_an_empty_list_explains_itself",
        "test_list_view::test_a_list_that_cannot_be_read_offers_to_try_again",
        "test_empty_words::test_without_a_network_it_says_what_to_do_and_offers_it",
        "test_empty_words::test_offline_says_how_old_it_is",
        "test_empty_words::test_the_first_sync_says_how_far_it_is",
    ),
    _promise(
        WINDOW,
        "no permission says why",
        "test_inbox_view::test_a_key_that_cannot_be_used_says_why",
        "test_organising::test_own_organisation_is_neither_renamed_nor_dissolved",
    ),
    _promise(
        WINDOW,
        "errors say what happened; details can be copied and name nobody",
        "test_message_bar::test_error_is_told_in_its_own_sentence_and_can_be_closed",
        "test_message_bar::test_details_for_support_name_nobody",
        "test_bridge::test_bug_reaches_the_hook_and_the_user_gets_a_sentence",
    ),
    _promise(
        WINDOW,
        "numbers are masked; an eye shows one for 30 seconds",
        "test_member_view::test_R114_numbers_are_masked_and_marks_have_their_column",
        "test_inbox_view::test_R114_an_eye_shows_a_number_for_a_while",
    ),
    _promise(
        WINDOW,
        "long work has numbers, can be cancelled, leaves the window usable",
        "test_main_window::test_R115_first_sync_shows_numbers_and_can_be_stopped",
        "test_table_desk::test_an_export_can_be_stopped_and_the_window_stays_usable",
        "test_bulk_run::test_stopping_tells_what_was_done",
    ),
    _promise(
        WINDOW,
        "offline is a normal state",
        "test_main_window::test_R113_start_without_the_server_is_told_once",
        "test_main_window::test_working_offline_is_a_switch_in_two_places",
        "test_status_words::test_states_of_sync",
    ),
    _promise(
        WINDOW,
        "marking: one dialogue, month and reason for delayed graduates only",
        "test_member_view::test_R31_R118_delayed_graduates_by_keyboard_alone",
        "test_member_view::test_month_and_reason_appear_only_for_delayed_graduates",
        "test_member_view::test_months_that_are_over_are_not_offered",
        "test_member_view::test_who_cannot_be_marked_is_listed_with_the_reason_before",
        "test_member_view::test_R121_revoking_many_says_first_who_is_left_out_and_why",
    ),
    _promise(
        LOOK,
        "rows 32 px, nothing under 12 px",
        "test_look::test_rows_are_32_pixels_and_no_type_is_under_12",
        "test_theme::test_interface_font_is_large_enough",
    ),
    _promise(
        LOOK,
        "contrast at least 4.5 : 1 in both themes",
        "test_theme::test_text_can_be_read",
        "test_theme::test_tone_can_be_read_on_its_own_soft_surface",
        "test_theme::test_primary_button_can_be_read",
    ),
    _promise(
        LOOK,
        "follows the system's theme, switchable",
        "test_theme::test_appearance_can_be_fixed_and_follows_the_system_otherwise",
        "test_shell::test_R118_appearance_takes_effect_at_once_and_stays",
    ),
    _promise(
        LOOK,
        "red for selection and primary action only",
        "test_look::test_at_most_one_button_is_red_at_a_time",
        "test_inbox_view::test_while_refusing_there_is_one_thing_to_press",
    ),
    _promise(LOOK, "one icon family", "test_verbs::test_every_icon_is_in_the_family"),
    _promise(
        LOOK, "Chinese glyphs in the default font", "test_platform::test_default_font_has_chinese_glyphs"
    ),
    _promise(
        LOOK,
        "numbers in columns right-aligned",
        "test_look::test_numbers_stand_at_the_right_of_their_columns",
    ),
    _promise(
        LOOK,
        "every widget that takes the focus has an accessible name",
        "test_every_window::test_R118_every_screen_fits_and_says_what_it_is",
        "test_every_window::test_R118_every_dialogue_fits_and_says_what_it_is",
        "test_accessible::test_everything_in_the_tree_says_what_it_is",
    ),
    _promise(
        LOOK,
        "tab order follows reading order",
        "test_accessible::test_tab_goes_from_the_lists_to_the_detail_and_its_buttons",
    ),
    _promise(
        LOOK,
        "Chinese and English both fit and are complete",
        "test_every_window::test_R118_every_screen_fits_and_says_what_it_is",
        "test_translations::test_everything_is_translated",
        "test_translations::test_no_text_goes_round_translation",
        "test_shell::test_R118_language_takes_effect_at_once",
    ),
    _promise(
        LOOK,
        "thousands separators; China's time",
        "test_translations::test_numbers_have_separators",
        "test_status_words::test_time_is_chinas_and_has_its_day_when_that_is_another",
    ),
    _promise(
        SEEN,
        "nothing is cut off, in both languages, at the smallest size",
        "test_every_window::test_R118_every_screen_fits_and_says_what_it_is",
        "test_every_window::test_the_checks_bite",
    ),
)
