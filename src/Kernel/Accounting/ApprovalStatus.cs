namespace SocialCommerce.Kernel.Accounting;

/// <summary>How far something is that one person asks for and another approves or rejects.</summary>
public static class ApprovalStatus
{
    /// <summary>Every status that there is.</summary>
    public static readonly IReadOnlyCollection<string> Statuses = ["waiting", "approved", "rejected"];

    /// <summary>The status; <c>waiting</c> before a decision.</summary>
    public static string Status(bool? approved) => approved switch
    {
        null => "waiting",
        true => "approved",
        false => "rejected",
    };
}
