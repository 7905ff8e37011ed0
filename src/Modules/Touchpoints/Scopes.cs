namespace SocialCommerce.Touchpoints;

/// <summary>The scopes of the module's operations.</summary>
internal static class Scopes
{
    public const string TouchpointsRead = "touchpoints:read";
    public const string TouchpointsWrite = "touchpoints:write";
}
