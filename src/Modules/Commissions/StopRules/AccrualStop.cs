namespace SocialCommerce.Commissions.StopRules;

/// <summary>An accrual stop that is on: new accruals of what it names are held.</summary>
/// <param name="AccrualStopId">The shop's own id.</param>
/// <param name="Scope">The kind of target that is paused.</param>
/// <param name="Target">The id of the rule, person, touchpoint, code or class.</param>
public sealed record AccrualStop(string AccrualStopId, string Scope, string Target)
{
    /// <summary>A rule of any plan version, by its id.</summary>
    public const string Rule = "rule";

    /// <summary>A beneficiary.</summary>
    public const string Person = "person";

    /// <summary>Orders attributed to a touchpoint.</summary>
    public const string Touchpoint = "touchpoint";

    /// <summary>Orders that carried an invite code.</summary>
    public const string InviteCode = "inviteCode";

    /// <summary>Orders with a line of a product class.</summary>
    public const string ProductClass = "productClass";

    /// <summary>Every scope.</summary>
    public static readonly string[] Scopes = [Rule, Person, Touchpoint, InviteCode, ProductClass];

    /// <summary>Whether it holds what a person earns by a rule from an order of this origin.</summary>
    public bool Holds(string rule, string customerId, OrderOrigin origin) => Scope switch
    {
        Rule => Target == rule,
        Person => Target == customerId,
        Touchpoint => Target == origin.TouchpointId,
        InviteCode => Target == origin.InviteCode,
        _ => origin.Classes.Contains(Target),
    };
}
