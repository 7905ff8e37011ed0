namespace SocialCommerce.MainJob.Events;

/// <summary>The orders file as the replay sees it: events in their order, and what was skipped.</summary>
internal sealed record Reading(IReadOnlyList<Event> Events, Skipped Skipped);
