namespace SocialCommerce.Kernel.Describing;

/// <summary>A rule whose bound the OpenAPI document shows.</summary>
public interface IBounded
{
    /// <summary>What the rule allows.</summary>
    Bound Bound { get; }
}
