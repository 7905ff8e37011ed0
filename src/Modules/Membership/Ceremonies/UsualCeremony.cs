namespace SocialCommerce.Membership.Ceremonies;

/// <summary>The ceremony of a shop that has set no steps of its own.</summary>
internal static class UsualCeremony
{
    /// <summary>Eight steps, of which the last is left to the staff.</summary>
    public static readonly IReadOnlyList<CeremonyStep> Steps =
    [
        new("welcome", "Welcome the customer and begin the entry talk", DueDays: 1),
        new("register", "Register the member's information", DueDays: 1),
        new("tagAndRemark", "Tag the contact and write the remark", DueDays: 1),
        new("numberAndPrivileges", "Give the member number and the privileges", DueDays: 1),
        new("explainRights", "Explain the rights and the key reminders", DueDays: 3),
        new("confirmRights", "Confirm that the rights are clear", DueDays: 3),
        new("servicePath", "Show the service and the way to higher tiers", DueDays: 7),
        new("nextDeal", "Create the next deal", Required: false, DueDays: 14),
    ];
}
