using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>A known person and the shop's state, from one read.</summary>
internal sealed record Person(
    long SettingsVersion, bool ClockFollows, DateTimeOffset? ClockAt, DateTimeOffset? ClosedTo,
    string CustomerId, long CustomerKey,
    long? Growth, long? Points, string? GrowthTier, DateTimeOffset? GrowthTierUntil, HeldTier[]? Held, long? Version,
    DateTimeOffset? AsOf, GrowthPeriod? Period, InvitedTier[]? Invited)
{
    public MemberRow Member => Version is { } version
        ? new MemberRow(
            Growth!.Value, Points!.Value, GrowthTier, GrowthTierUntil, Held!, version, AsOf, 0, Period, Invited)
        : MemberRow.Nobody with { Points = Points ?? 0 };

    public DateTimeOffset Now(Shop shop, TimeProvider time) =>
        new ShopState(SettingsVersion, ClockFollows, ClockAt, ClosedTo).Now(shop, time);
}
