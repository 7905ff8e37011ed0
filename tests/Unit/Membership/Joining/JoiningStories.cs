using SocialCommerce.Kernel.Settings;
using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.UnitTests.Membership.Joining;

/// <summary>A shop whose ceremony requires the steps a and b, and leaves c to the staff.</summary>
internal static class JoiningStories
{
    public static readonly EntryRule Rule = new("onlineShop");

    public static readonly JoiningVersions Versions = new(
    [
        new Versioned<JoiningSettings>(1, new JoiningSettings(
            Rule, [new("a", "A", DueDays: 1), new("b", "B", DueDays: 3), new("c", "C", Required: false)]), Day(0)),
    ]);

    public static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day);

    public static MemberStatus Of(JoiningFacts facts) => JoiningRules.Of(facts, Versions);

    public static JoiningFacts Facts(
        FoundingOrder[] orders, int? contact = null, StepRow[]? steps = null, DecisionRow[]? decisions = null) =>
        new(orders, contact is { } day ? Day(day) : null, steps ?? [], decisions ?? []);

    public static FoundingOrder Order(string orderId, int day, int? until = null) => new(
        orderId, Day(day), Rule, [new FoundingSpan(Day(day), until is { } end ? Day(end) : null)]);

    public static StepRow Step(string key, int day, string? recordId = null) =>
        new(1, recordId ?? $"{key}-{day}", key, Day(day), "li", Day(day));

    public static DecisionRow Decision(string outcome, int day) => new(1, $"d{day}", outcome, "why", "li", Day(day));
}
